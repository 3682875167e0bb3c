//! What the file says of itself, twice over and in agreement: document information and XMP (ISO 14289-1, 7.1); and what its
//! colours mean.

pub(in crate::pdf) mod icc;
pub(in crate::pdf) mod info;
pub(in crate::pdf) mod xmp;

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::xmp::xmp;
    use super::*;
    use crate::document::Metadata;

    fn sample() -> Metadata {
        Metadata {
            title: "Fever & <chills>: fièvre".into(),
            language: "en-US".into(),
            authors: vec!["Clinic A".into(), "Dr. Å".into()],
            subject: None,
            keywords: vec!["fever".into(), "chills".into()],
            created: date(2024, 5, 10),
            updated: date(2025, 1, 2),
            code: "K7MP-3XQR".into(),
        }
    }

    #[test]
    fn information_and_xmp_agree() {
        let mut information = Vec::new();
        info::information(&mut information, &sample());
        let information = String::from_utf8_lossy(&information).into_owned();
        let xmp = xmp(&sample(), &[], true);
        assert!(information.contains("/CreationDate(D:20240510120000Z)/ModDate(D:20250102120000Z)"), "{information}");
        assert!(xmp.contains(" xmp:CreateDate=\"2024-05-10T12:00:00Z\""));
        assert!(xmp.contains(" xmp:ModifyDate=\"2025-01-02T12:00:00Z\""));
        assert!(information.contains("/Keywords(fever, chills)"));
        assert!(xmp.contains("<pdf:Keywords>fever, chills</pdf:Keywords>"));
        assert!(xmp.contains("<rdf:Bag><rdf:li>fever</rdf:li><rdf:li>chills</rdf:li></rdf:Bag>"));
        assert!(xmp.contains("<dc:identifier>K7MP-3XQR</dc:identifier>"));
        assert!(!information.contains("/Subject") && !xmp.contains("dc:description"));
    }

    #[test]
    fn xml_is_escaped() {
        assert!(xmp(&sample(), &[], true).contains(">Fever &amp; &lt;chills&gt;: fièvre</rdf:li>"));
    }
}
