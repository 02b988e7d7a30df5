"""From the start of ``crosswalk app`` to the first page in a browser, its heading to be seen."""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import time

from measure import table, verdict
from playwright.sync_api import Page, sync_playwright

RUNS = 5
COMMAND = "from crosswalk.cli.main import run; run()"


def first_page(page: Page) -> tuple[float, float]:
    """Start the viewer and look: seconds until it says its address, and until the heading of the page is visible."""
    begun = time.perf_counter()
    arguments = [sys.executable, "-c", COMMAND, "app", "--no-browser"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            address = next(
                found[0] for line in server.stdout if (found := re.search(r"http://[\w.:]*\d+", line)) is not None
            )
            announced = time.perf_counter() - begun
            while True:
                try:
                    page.goto(address, wait_until="commit")
                    break
                except Exception as error:  # the browser is refused until the server listens
                    if "ERR_CONNECTION_REFUSED" not in str(error):
                        raise
                    time.sleep(0.02)
            page.get_by_role("heading", level=1).first.wait_for(state="visible")
            return announced, time.perf_counter() - begun
        finally:
            server.terminate()


def main() -> None:
    """Measure and print."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        first_page(page)  # the first run fills the caches of the data and of the browser
        runs = [first_page(browser.new_page()) for _ in range(RUNS)]
        browser.close()
    announced, visible = (statistics.median(values) for values in zip(*runs, strict=True))
    table([("address announced", f"{announced:.2f} s"), ("first page visible", f"{visible:.2f} s")])
    verdict("first page", visible, 3, " s")


if __name__ == "__main__":
    main()
