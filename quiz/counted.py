"""How many there are of something, in words. Pure."""


def counted(number: int, noun: str) -> str:
    """`1 card`, `2 cards`, `1,000 cards`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
