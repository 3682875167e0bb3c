//! Completions for shells: what clap knows of the arguments, the IDs of the handouts that are there, which only a look
//! into the manifest tells, and the names of the clinics that have files in `content/sites`.

use clap::CommandFactory;
use clap_complete::Shell;

use super::args::Args;

/// Completes IDs behind `handout packet` and `handout sign`, and clinics behind `--sites`, after what clap's own function
/// found.
const BASH: &str = r#"
_handout_with_ids() {
    _handout "$@"
    local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}"
    if [[ "$before" == --sites ]]; then
        COMPREPLY=( $(compgen -W "all $(printf '%s\n' content/sites/*.yaml | sed -n 's|^content/sites/\([A-Za-z0-9_-]*\)\.yaml$|\1|p')" -- "$word") )
    elif [[ ( "${COMP_WORDS[1]}" == packet || "${COMP_WORDS[1]}" == sign ) && "$word" != -* && ( "$before" != -* || "$before" == --duplex || "$before" == --drafts ) ]]; then
        COMPREPLY+=( $(compgen -W "$(handout find --ids 2>/dev/null)" -- "$word") )
    fi
}
complete -F _handout_with_ids -o bashdefault -o default handout
"#;

/// The same for zsh; its place in clap's own function is [`ZSH_PLACES`].
const ZSH: &str = r#"
_handout_ids() {
    local -a ids
    ids=(${(f)"$(handout find --ids 2>/dev/null)"})
    compadd -a ids
    _default
}
_handout_sites() {
    local -a sites
    sites=(all content/sites/*.yaml(N:t:r))
    compadd -- ${sites:#*.*}
}
"#;
/// Where clap's own function for zsh has the value of `--sites`, which it leaves to the shell's defaults.
const ZSH_SITES: &str = ":NAME:_default";
const ZSH_PLACES: [&str; 2] = [
    "'*::what -- IDs of articles, or the file of a packet:_default'",
    "'*::what -- IDs of articles; of a translation with its language, as fatigue.es:_default'",
];

const FISH: &str = r#"complete -c handout -n "__fish_handout_using_subcommand packet sign" -a "(handout find --ids 2>/dev/null)"
complete -c handout -l sites -x -a "all (string match -r --groups-only '^content/sites/([A-Za-z0-9_-]+)\.yaml$' content/sites/*.yaml)"
"#;

/// The script for a shell.
pub fn script(shell: Shell) -> String {
    let mut out = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "handout", &mut out);
    let script = String::from_utf8(out).expect("clap's scripts are made of the help, which is UTF-8");
    match shell {
        Shell::Bash => script + BASH,
        Shell::Fish => script + FISH,
        Shell::Zsh => {
            let with_ids =
                |script: String, place: &str| script.replace(place, &place.replace(":_default", ":_handout_ids"));
            // The function has to be there before the last lines, which may call the script's own one.
            let script = ZSH_PLACES.into_iter().fold(script, with_ids);
            let is_sites = |line: &str| line.contains("--sites=");
            let of_sites = |line: &str| line.replace(ZSH_SITES, ":NAME:_handout_sites");
            let lines = script.lines().map(|line| if is_sites(line) { of_sites(line) } else { line.to_owned() });
            let script = lines.map(|line| line + "\n").collect::<String>();
            match script.split_once('\n') {
                Some((head, rest)) => format!("{head}\n{ZSH}{rest}"),
                None => script,
            }
        }
        _ => script,
    }
}
