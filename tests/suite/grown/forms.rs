//! Blocks with a form of their own.

use serde_json::{Value, json};

use super::soil::Soil;

impl Soil<'_> {
    /// A block with a form of its own; some are boxes themselves.
    pub fn form(&mut self, boxed: bool) -> Value {
        match self.below(if boxed { 7 } else { 9 }) {
            0 => json!({"schedule": self.schedule()}),
            1 => {
                let cycle = 1 + self.below(40);
                let mut calendar = json!({"cycle": cycle, "take": format!("1-{}", 1 + self.below(cycle))});
                match self.below(3) {
                    1 => calendar["times"] = (1 + self.below(3)).into(),
                    2 => calendar["caption"] = self.words(40),
                    _ => {}
                }
                json!({"calendar": calendar})
            }
            2 => json!({"write_in": self.labels()}),
            3 => json!({"log": self.log()}),
            4 => {
                let mut checklist = json!({"checklist": self.items(2)});
                if self.below(2) == 1 {
                    checklist["title"] = self.words(40);
                }
                checklist
            }
            5 => json!({"definitions": self.definitions()}),
            6 => json!({"number": {"value": self.words(4), "label": self.words(24)}}),
            7 => json!({"teach_back": self.labels()}),
            _ => json!({"zones": self.zones()}),
        }
    }

    fn definitions(&mut self) -> Value {
        self.some(20, |soil| {
            let mut definition = json!({"term": soil.words(4), "meaning": soil.words(80)});
            if soil.below(2) == 1 {
                definition["say"] = soil.words(4);
            }
            definition
        })
    }

    fn log(&mut self) -> Value {
        let mut log = json!({"columns": self.some(12, |soil| soil.words(4)), "rows": 31});
        match self.below(4) {
            0 => log["rows"] = (1 + self.below(31)).into(),
            1 => log["first"] = self.some(20, |soil| soil.words(4)),
            2 => log["caption"] = self.words(40),
            _ => {}
        }
        log
    }

    fn labels(&mut self) -> Value {
        self.some(12, |soil| {
            let label = soil.words(24);
            match soil.below(3) {
                0 => json!({"label": label, "lines": 1 + soil.below(20)}),
                _ => label,
            }
        })
    }

    fn schedule(&mut self) -> Value {
        let medicines = self.some(20, |soil| {
            let mut dose = json!({"name": soil.words(8)});
            for key in ["morning", "noon", "evening", "bedtime", "as_needed", "note"] {
                match soil.below(8) {
                    0 | 1 => dose[key] = soil.words(4),
                    7 => dose[key] = soil.words(200),
                    _ => {}
                }
            }
            dose
        });
        let mut schedule = json!({"medicines": medicines});
        match self.below(3) {
            1 => schedule["blank"] = (1 + self.below(20)).into(),
            2 => schedule["caption"] = self.words(40),
            _ => {}
        }
        schedule
    }

    fn zones(&mut self) -> Value {
        let mut zones = json!({});
        for color in ["red", "green", "yellow"].iter().take(2 + self.below(2)) {
            let mut zone = json!({"label": self.words(20), "when": self.items(1)});
            match self.below(3) {
                0 => zone["do"] = self.items(1),
                1 => zone["call"] = "us".into(),
                _ => {
                    zone["do"] = self.words(60);
                    zone["call"] = "emergency".into();
                }
            }
            zones[color] = zone;
        }
        zones
    }
}
