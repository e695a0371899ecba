"""The affordable mix: three seasons, four people, ten features, and never enough money."""
