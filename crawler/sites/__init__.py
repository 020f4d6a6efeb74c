"""What may differ between sites, as data: `profile` is its shape, `load` reads it from TOML."""
