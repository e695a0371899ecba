"""All orders in which entries can be laid out: of nine nearly a million, so each is made when asked for."""

from math import perm

import attrs


@attrs.frozen
class Orders:
    """The moves that lay out some of the ``entries`` in any order: none of them first, all of them last."""

    entries: tuple[str, ...]

    def __len__(self) -> int:
        return sum(perm(len(self.entries), size) for size in range(len(self.entries) + 1))

    def __getitem__(self, place: int, /) -> str:
        if not 0 <= place < len(self):
            raise IndexError(place)
        size = 0
        while place >= perm(len(self.entries), size):
            place -= perm(len(self.entries), size)
            size += 1
        left, laid = list(self.entries), list[str]()
        for open_ in range(size - 1, -1, -1):
            which, place = divmod(place, perm(len(left) - 1, open_))
            laid.append(left.pop(which))
        return " ".join(["order", *laid])
