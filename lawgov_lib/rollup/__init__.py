"""The roll-up (汇总) of a city: what the agencies' published metrics say together."""
