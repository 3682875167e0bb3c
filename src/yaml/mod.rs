//! YAML as a tree of nodes that know their place; the only reader of YAML.
