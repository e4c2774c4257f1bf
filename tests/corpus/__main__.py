"""``python -m tests.corpus OUT`` writes the corpus into a folder, each file's expected report beside it."""

import sys
from pathlib import Path

from tests.corpus.catalogue import CASES
from tests.corpus.record import write


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print("python -m tests.corpus OUT")
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    for case in CASES:
        written += len(write(case, folder))
        for name, text in case.memory.items():
            (folder / f"{case.number:02}_{name}").write_text(text, encoding="utf-8")
        (folder / f"{case.number:02}_{case.name}.expected.json").write_text(case.expected_json(), encoding="utf-8")
    print(f"{len(CASES)} cases, {written} files: {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
