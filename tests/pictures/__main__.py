"""Takes the pictures of the guide in the running demo; script/pictures starts it.

python -m tests.pictures ADDRESS WHAT-THE-DEMO-PRINTED [NAME...]
"""

import re
import sys
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser, Error, Page

from tests.chromium import chromium, watched_page
from tests.pictures.album import ALBUM, Picture, named

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
MOST_BYTES = 200_000


def main(address: str, log: str, names: list[str]) -> int:
    """Take the pictures; print the size of each, and what went wrong. 1 when something did."""
    printed = Path(log).read_text()
    failed = {}
    with chromium() as browser:
        for picture in named(names):
            try:
                size = take(browser, address, printed, picture)
            except (AssertionError, Error, ValueError) as error:
                failed[picture.name] = str(error).strip().splitlines()[0]
                print(f"{picture.name:20} FAILED")
            else:
                print(f"{picture.name:20} {size / 1000:5.0f} kB")
    failed |= dict.fromkeys(strangers(), "no picture of this name is in the album")
    for name, why in failed.items():
        print(f"FAILED {name}: {why}", file=sys.stderr)
    return 1 if failed else 0


def take(browser: Browser, address: str, printed: str, picture: Picture) -> int:
    """Take one picture; answers its size in bytes."""
    with ExitStack() as stack:

        def desk(username: str) -> Page:
            page = stack.enter_context(
                watched_page(
                    browser,
                    base_url=address,
                    viewport={"width": picture.width, "height": picture.height},
                    color_scheme="dark" if picture.dark else "light",
                    locale="en-GB",
                )
            )
            sign_in(page, username, password_of(printed, username))
            return page

        page = desk(picture.user)
        if picture.path:
            answer = page.goto(picture.path)
            if answer is None or not answer.ok:
                raise ValueError(f"{picture.path} was answered {answer and answer.status}")
        picture.steps(page, desk)
        page.wait_for_load_state("networkidle")
        taken = page.screenshot(animations="disabled")
    if len(taken) > MOST_BYTES:
        raise ValueError(f"{len(taken):,} bytes are more than {MOST_BYTES:,}: choose a smaller window")
    (FOLDER / f"{picture.name}.png").write_bytes(taken)
    return len(taken)


def sign_in(page: Page, username: str, password: str) -> None:
    """Sign in as a person would."""
    page.goto("/login/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/login/" not in url)


def password_of(printed: str, username: str) -> str:
    """The password that script/demo printed."""
    found = re.search(rf"^{re.escape(username)}\s+(\S+)", printed, re.MULTILINE)
    if found is None:
        raise ValueError(f"script/demo printed no sign-in of {username}")
    return found.group(1)


def strangers() -> list[str]:
    """Files of the folder that no picture makes any more."""
    ours = {picture.name for picture in ALBUM}
    return sorted(file.stem for file in FOLDER.glob("*.png") if file.stem not in ours)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
