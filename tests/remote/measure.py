"""Times requests to an archive as processes: measure.py TAPE_SEARCH ARCHIVE NAME. Prints a row of docs/scaling.md."""

import statistics
import subprocess
import sys
import time

WORDS = [
    "oil price", "interest rates", "bank profit", "dollar yen", "merger talks", "car sales", "trade deficit",
    "stock market", "central bank", "government bonds", "court ruling", "inflation data",
]  # fmt: skip
PHRASES = ["merger talks", "court ruling", "inflation data"]
REQUESTS = {
    "any word": lambda words: ["find", words, "--match", "any", "--no-snippets"],
    "all words": lambda words: ["find", words, "--match", "all", "--no-snippets"],
    "count": lambda words: ["count", words],
    "facets": lambda words: ["facets", words, "--match", "any"],
    "timeline": lambda words: ["timeline", words, "--match", "any", "--peaks", "0"],
    "phrase": lambda words: ["find", f'"{words}"', "--no-snippets"],
}
REPEATS = 3


def milliseconds(command):
    begin = time.perf_counter()
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return (time.perf_counter() - begin) * 1000


def main():
    search, archive, name = sys.argv[1:]
    cells = []
    for name_of_request, request in REQUESTS.items():
        words_of_request = PHRASES if name_of_request == "phrase" else WORDS
        commands = [[search, *request(words), "--archive", archive] for words in words_of_request]
        fastest = [min(milliseconds(command) for _ in range(REPEATS)) for command in commands]
        cells.append(f"{statistics.median(fastest):.0f}, {max(fastest):.0f}")
    print(f"| {name} | " + " | ".join(cells) + " |", flush=True)


main()
