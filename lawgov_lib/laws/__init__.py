"""Laws (法律法规): which version of which law is in force on a day, and what may be cited of it."""
