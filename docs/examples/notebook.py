# A notebook in cells, for Jupyter (jupytext) and editors that know "# %%". It needs only Python's own library.
# %% The number of articles about two companies by month
import csv
import io
import json
import os
import urllib.parse
import urllib.request

API = os.environ.get("BROADTAPE_API", "http://127.0.0.1:8321") + "/api/v1/"


def get(path, **params):
    query = urllib.parse.urlencode(params, doseq=True)
    return urllib.request.urlopen(f"{API}{path}?{query}")


series = json.load(get("timeline", q=["ticker:NVDA", "ticker:AAPL"], by="month"))["series"]
for one in series:
    print(one["query"]["text"], {p["period"]: p["count"] for p in one["periods"]})

# %% All articles of a search as rows; with pandas: pandas.read_csv(get("search", ...))
with get("search", q="tariff", format="csv", sort="oldest") as answer:
    expected = int(answer.headers["Broadtape-Rows"])
    rows = list(csv.DictReader(io.TextIOWrapper(answer, "utf-8", newline="")))
assert len(rows) == expected, "the export is incomplete"
print(len(rows), "rows, the first of", rows[0]["published"] if rows else "nothing")

# %% Which words set the coverage of one outlet apart
answer = json.load(get("terms", q='source:"Harbor Wire"', limit=10))
print([term["term"] for term in answer["terms"]])
