"""The report of a run folder: one page that needs nothing else, and its figures."""

import csv
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

from checking import check, results, run


class Page(HTMLParser):
    """What a page asks for, and what its links lead to."""

    def __init__(self, text):
        super().__init__()
        self.requests, self.links, self.ids = [], [], set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag in ("script", "link", "img", "iframe", "object") or "src" in values:
            self.requests.append(tag)
        if "href" in values:
            self.links.append(values["href"])
        if "id" in values:
            self.ids.add(values["id"])


def check_report_page(work):
    """After `check_quick`, whose run is used here."""
    folder = work / "quick"
    text = (folder / "report.html").read_text()
    page = Page(text)
    check("report.html needs no other file and no script", not page.requests and "://" not in text and "url(" not in text,
          page.requests)
    check("its size", 100_000 < len(text) < 1_500_000, len(text))
    check("its links lead somewhere", all(
        link[1:] in page.ids if link.startswith("#") else (folder / link).exists() for link in page.links), len(page.links))
    body = text[text.index("<body>"):]
    sentence = "hybrid-74 does better distilled than with labels"
    check("the verdict comes first", 0 < body.find(sentence) < body.index("<table>"))
    names = {"f1-by-seed", "differences", "learning-curves", "training-loss", "decision-regions", "confusion", "reliability",
             "parameters"}
    check("every figure is there", {path.stem for path in (folder / "figures").iterdir()} == names)
    for path in sorted((folder / "figures").glob("*.svg")):
        root = ElementTree.parse(path).getroot()
        check(f"{path.name} is a picture with a title", root.tag.endswith("svg") and root[0].tag.endswith("title"))
    with open(folder / "figures/f1-by-seed.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    arms = [arm for arm in results(folder)["arms"] if "control" not in arm]
    values = [value for arm in arms for value in arm["macroF1"]["values"]]
    check("the figure's data are the results", [float(row["macroF1"]) for row in rows] == values, len(rows))
    again = run("reproduce", "--quick", "--out", folder)
    changing = re.compile(r"[0-9.]+ s for this report")
    check("a finished run gives the same report", again.returncode == 0
          and changing.sub("", (folder / "report.html").read_text()) == changing.sub("", text))
    check("the command says where it is", f"report:   {folder}/report.html" in again.stdout, again.stdout[-200:])
