#!/usr/bin/env python3
"""signals_test.py PROGRAM: machine-readable rights in whole documents, as the program answers for them.

One row a value of a signal: what stands in the document, and the verdicts that follow. Headers and
files of a site have their vectors in tests/unit/signals. One line a failure; exit status 1 if there
is any.
"""

import io
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import documents as make  # noqa: E402

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
CLEAN = "The harbour gets a crane, and the river rose by a metre over the night."
NOTICE = "Copyright 2024 Port Daily. All rights reserved."
CC = "https://creativecommons.org/licenses/"
BY = CC + "by/4.0/"
ASK, BAN, OPEN, TERMS, NONE = "permission-required", "forbidden", "allowed", "conditional", "unknown"


def page(head="", body=f"<p>{CLEAN}</p>"):
    return f"<html><head>{head}</head><body><article>{body}</article></body></html>"


def beside(markup):
    return page(body=f"<p>{CLEAN}</p>{markup}")


def meta(name, value):
    return page(f'<meta name="{name}" content="{value}">')


def link(address, relation="license"):
    return page(f'<link rel="{relation}" href="{address}">')


def linked(**members):
    article = {"@context": "https://schema.org", "@type": "NewsArticle"} | members
    return page(f'<script type="application/ld+json">{json.dumps(article)}</script>')


def rsl(terms, attributes='url=""'):
    return page('<script type="application/rsl+xml"><rsl xmlns="https://rslstandard.org/rsl">'
                f"<content {attributes}><license>{terms}</license></content></rsl></script>")


def front(key, value):
    return f"---\n{key}: {value}\n---\n\n{CLEAN}\n"


def book(metadata):
    """A book with more metadata in its package."""
    plain = zipfile.ZipFile(io.BytesIO(make.epub([("x", CLEAN)])))
    return make.packed([(name, plain.read(name).replace(b"</metadata>", metadata.encode() + b"</metadata>"))
                        for name in plain.namelist()])


def text(line):
    return f"{CLEAN}\n\n{line}\n"


def robots():
    cases = [("noai", dict(ai_train=BAN, ai_input=BAN, republish=NONE)), ("NoAI", dict(ai_train=BAN)),
             ("other, noai", dict(ai_train=BAN)), ("noindex", dict(ai_train=NONE, search=BAN)),
             ("none", dict(search=BAN)), ("nosnippet", dict(ai_input=BAN, excerpt=NONE)),
             ("max-snippet:0", dict(ai_input=BAN)), ("noarchive", dict(archive=BAN)),
             ("notranslate", dict(translate=NONE)), (":, :, ,;: -:: ", dict(ai_train=NONE, search=NONE)),
             ("demobot: noai, examplebot: noai, spawningbot: all", dict(ai_train=NONE))]
    yield from (("html", meta("robots", value), verdicts) for value, verdicts in cases)
    yield "html", beside(f"<div data-nosnippet>{CLEAN}</div>"), dict(excerpt=NONE)


def licences_named_in_rsl():
    yield "html", rsl('<prohibits type="usage">ai-all</prohibits>'), dict(ai_train=BAN, ai_input=BAN, search=NONE)
    yield "html", rsl('<permits type="usage">search ai-input</permits>'), dict(ai_train=BAN, search=OPEN, ai_input=OPEN)
    yield "html", rsl('<permit type="usage">all</permit>'), dict(ai_train=NONE)
    offer = '<permits type="usage">all</permits>'
    yield "html", rsl(offer + '<payment type="attribution"/>'), dict(ai_train=TERMS)
    yield "html", rsl(offer + '<payment type="free"/>'), dict(ai_train=OPEN)
    # What must be paid for or licensed first is not permitted yet.
    yield "html", rsl(offer, 'url="" server="https://l.example"'), dict(ai_train=ASK)
    for kind in ("purchase", "subscription", "training", "crawl", "use"):
        paid = f'{offer}<payment type="{kind}"><amount currency="USD">9</amount></payment>'
        yield "html", rsl(paid), dict(ai_train=ASK, republish=NONE)


def reservations_of_mining():
    for name in ("tdm-reservation", "TDM-Reservation"):
        yield "html", meta(name, "1"), dict(tdm=BAN, ai_train=BAN, republish=NONE)
        yield "html", meta(name, "0"), dict(tdm=OPEN, ai_train=OPEN, republish=NONE)
    yield "html", meta("tdm-reservation", "true"), dict(tdm=NONE)
    yield "epub", book('<meta property="tdm:reservation">1</meta>'), dict(tdm=BAN, ai_train=BAN)
    yield "epub", book('<meta name="tdm:reservation" content="1"/>'), dict(tdm=BAN)
    yield "epub", book('<meta name="tdm:reservation" content="0"/>'), dict(tdm=OPEN)
    yield "md", front("tdm-reservation", 1), dict(tdm=BAN, republish=NONE)


def links_and_names():
    for markup in (f'<a rel="license" href="{BY}">x</a>', f'<map><area rel="LICENSE nofollow" href="{BY}"></map>',
                   f'<form rel="license" action="{BY}"></form>', f'<a rel="cc:license" href="{BY}">x</a>'):
        yield "html", beside(markup), dict(republish=TERMS, search=TERMS)
    yield "html", link(BY, "copyright"), dict(republish=TERMS)
    yield "html", page(f'<base href="{CC}"><link rel="license" href="by/4.0/">'), dict(republish=TERMS)
    yield "html", page('<base href="https://port.example/"><link rel="license" href="by/4.0/">'), dict(republish=NONE)
    # Of a picture, a thing of its own, or something beside the article.
    inner = f'<a rel="license" href="{BY}">CC BY</a>'
    for markup in (f"<figure><img src=a.jpg><figcaption>Photo: {inner}</figcaption></figure>", f"<aside>{inner}</aside>",
                   f'<div about="photo.jpg">{inner}</div>',
                   f'<div itemscope itemtype="https://schema.org/ImageObject">{inner}</div>'):
        yield "html", beside(markup), dict(republish=NONE)
    for name in ("copyright", "rights", "dc.rights", "DC.Rights", "dcterms.rights", "DCTERMS:rights", "dcterms.rightsHolder",
                 "usage-terms", "prism.copyright", "rights-standard", "dcterms.accessRights"):
        yield "html", meta(name, NOTICE), dict(republish=ASK)
    for name in ("license", "licence", "DCTERMS.license", "dcterms.license", "dc.rights.license", "dc.rights", "rights"):
        yield "html", meta(name, BY), dict(republish=TERMS)
    yield "html", meta("citation_publisher", NOTICE), dict(republish=NONE)
    yield "html", beside(f'<span property="dct:rights">{NOTICE}</span>'), dict(republish=ASK)
    yield "html", meta("article:expiration_time", "2020-01-01"), dict(republish=NONE)
    yield "html", meta("syndication-source", "https://www.reuters.com/x"), dict(republish=ASK)
    yield "html", meta("syndication-source", "https://port.example/x"), dict(republish=NONE)
    yield "html", meta("original-source", "https://www.reuters.com/x"), dict(republish=NONE)
    yield "html", link("/terms", "terms-of-service"), dict(republish=NONE)


def schema():
    port = {"@type": "Organization", "name": "Port Daily"}
    cases = [(dict(copyrightHolder=port, copyrightYear=2024), ASK), (dict(copyrightNotice=NOTICE), ASK),
             (dict(license=BY), TERMS), (dict(license={"@type": "CreativeWork", "url": BY}), TERMS),
             # A page where a licence can be bought is none.
             (dict(license="https://port.example/buy"), NONE), (dict(usageInfo="https://port.example/use"), NONE),
             (dict(acquireLicensePage="https://port.example/buy"), NONE),
             (dict(conditionsOfAccess="May not be republished without permission."), BAN),
             (dict(creditText="Reuters"), ASK), (dict(isAccessibleForFree="False"), NONE), (dict(expires="2020-01-01"), NONE),
             (dict(sourceOrganization={"name": "Reuters"}, publisher=port), ASK), (dict(provider={"name": "Reuters"}), ASK),
             (dict(publisher={"name": "Reuters"}), NONE),
             (dict(image={"@type": "ImageObject", "copyrightNotice": "\u00a9 Getty Images", "license": BY}), NONE)]
    yield from (("html", linked(**members), dict(republish=verdict)) for members, verdict in cases)
    # Several licences: the reader's choice is at least one of them. A party may be named in another script.
    yield "html", linked(license=["https://port.example/terms", BY]), dict(republish=TERMS)
    script = '<script type="application/ld+json">'
    yield "html", page(f'{script}{json.dumps({"@type": "NewsArticle", "copyrightHolder": {"@id": "#p"}})}</script>'
                       f'{script}{json.dumps({"@id": "#p"} | port)}</script>'), dict(republish=ASK)
    graph = {"@graph": [{"@id": "#p"} | port, {"@type": "NewsArticle", "copyrightHolder": {"@id": "#p"}}]}
    yield "html", page(f'<script type="application/ld+json">{json.dumps(graph)}</script>'), dict(republish=ASK)
    for around in ('itemscope itemtype="https://schema.org/NewsArticle"', 'vocab="https://schema.org/" typeof="NewsArticle"'):
        name = around.startswith("item") and "itemprop" or "property"
        for markup, verdict in ((f'<link {name}="license" href="{BY}">', TERMS),
                                (f'<span {name}="copyrightHolder">Port Daily</span>', ASK)):
            yield "html", page(body=f"<div {around}><p>{CLEAN}</p>{markup}</div>"), dict(republish=verdict)


def addresses_of_licences():
    statement = "http://rightsstatements.org/vocab/"
    cases = [("http://www.creativecommons.org/licenses/by/3.0/us/deed.en", TERMS), (CC + "by-nd-nc/1.0/", TERMS),
             (CC + "by/4.0/legalcode.de", TERMS), (CC + "by/3.0/igo/rdf", TERMS), (CC + "nc/1.0/", TERMS),
             (CC + "sa/1.0", TERMS), (CC + "nd/1.0/", TERMS), (CC + "publicdomain/", OPEN),
             ("https://creativecommons.org/publicdomain/zero/1.0/", OPEN),
             ("https://creativecommons.org/publicdomain/mark/1.0/deed.de", OPEN), ("https://port.example/by/4.0", NONE),
             (statement + "InC/1.0/", ASK), (statement + "InC-RUU/1.0/", ASK), (statement + "InC-OW-EU/1.0/", ASK),
             ("https://rightsstatements.org/page/InC-EDU/1.0/?language=de", ASK), (statement + "NoC-US/1.0/", TERMS),
             (statement + "NKC/1.0/", NONE), (statement + "CNE/1.0/", NONE), (statement + "UND/1.0/", NONE)]
    yield from (("html", link(address), dict(republish=verdict)) for address, verdict in cases)


def names_of_licences():
    for name in ("CC BY-SA 4.0", "CC-BY-SA-4.0", "CC BY SA", "Creative Commons Attribution-ShareAlike 4.0 International",
                 "Creative Commons Attribution 3.0 Unported"):
        yield "txt", text(f"Licensed under {name}"), dict(republish=TERMS)
    # Which one is not said: no permission. A holder whose licence is known says enough.
    for line in ("This article is republished under a Creative Commons licence.",
                 "Dieser Text steht unter einer Creative-Commons-Lizenz.", "Publié sous licence Creative Commons"):
        yield "txt", text(line), dict(republish=NONE, rewrite=NONE, commercial=NONE)
        yield "txt", text(f"{line} \u00a9 2024 Port Daily."), dict(republish=ASK)
    yield "txt", text("This article is republished from The Conversation under a Creative Commons license."), dict(republish=TERMS)
    cases = [("cc-by-4.0", dict(republish=TERMS, rewrite=TERMS)), ("CC-BY-3.0-IGO", dict(republish=TERMS)),
             ("CC0-1.0", dict(republish=OPEN, ai_train=OPEN)), ("CC-BY-ND-4.0", dict(republish=TERMS, rewrite=ASK)),
             ("CC-BY-NC-4.0", dict(republish=TERMS, commercial=ASK)), ("OGL-UK-3.0", dict(republish=TERMS)),
             ("ODbL-1.0", dict(republish=TERMS)), ("PDDL-1.0", dict(republish=OPEN)),
             ("CC-BY-NC-4.0 OR CC0-1.0", dict(republish=OPEN, commercial=OPEN)),
             ("CC-BY-ND-4.0 OR CC-BY-NC-4.0", dict(rewrite=TERMS, commercial=TERMS)),
             ("CC0-1.0 AND CC-BY-NC-ND-4.0", dict(republish=TERMS, rewrite=ASK, commercial=ASK)),
             ("(CC0-1.0 OR CC-BY-4.0) AND CC-BY-NC-4.0", dict(republish=TERMS, commercial=ASK))]
    for expression, verdicts in cases:
        yield "md", front("license", expression), verdicts
        yield "txt", f"SPDX-License-Identifier: {expression}\n\n{CLEAN}\n", verdicts
    for expression in ("NOASSERTION", "NONE", "LicenseRef-own", "other", "unknown"):
        yield "md", front("license", expression), dict(republish=NONE)


def datasets():
    """What licenses a collection licenses no text in it; a card's own words are its own."""
    licensed = {"@context": {"@vocab": "https://schema.org/"}, "@type": "sc:Dataset", "name": "Harbour", "license": BY}
    yield "json", json.dumps(licensed), dict(republish=NONE)
    yield "json", json.dumps(licensed | {"@type": "NewsArticle"}), dict(republish=TERMS)
    yield "html", page(f'<script type="application/ld+json">{json.dumps(licensed)}</script>'), dict(republish=NONE)
    catalogue = {"@context": {"dct": "http://purl.org/dc/terms/", "dcat": "http://www.w3.org/ns/dcat#"}, "@type": "dcat:Dataset",
                 "dct:title": "Harbour", "dct:license": {"@id": BY}, "dct:rights": NOTICE}
    yield "json", json.dumps(catalogue), dict(republish=NONE)
    yield "html", page(f'<script type="application/ld+json">{json.dumps(catalogue)}</script>'), dict(republish=NONE)
    article = {"@context": {"schema": "https://schema.org/"}, "@type": "schema:NewsArticle", "schema:license": {"@id": BY}}
    yield "html", page(f'<script type="application/ld+json">{json.dumps(article)}</script>'), dict(republish=TERMS)
    article = {"@type": "http://schema.org/NewsArticle", "http://purl.org/dc/terms/rights": NOTICE}
    yield "html", page(f'<script type="application/ld+json">{json.dumps(article)}</script>'), dict(republish=ASK)
    yield "md", front("license", "cc-by-nc-4.0"), dict(republish=TERMS, commercial=ASK)
    yield "md", front("license", "other"), dict(republish=NONE)


def records_of_works():
    """DataCite: what a record of a text says is of that text, of a data set nothing in it."""
    def attributes(kind, *rights):
        return {"doi": "10.5072/x", "titles": [{"title": "Tides"}], "types": {"resourceTypeGeneral": kind},
                "rightsList": list(rights), "descriptions": [{"description": CLEAN, "descriptionType": "Abstract"}]}

    def xml(kind, rights):
        return ('<resource xmlns="http://datacite.org/schema/kernel-4"><titles><title>Tides</title></titles>'
                f'<resourceType resourceTypeGeneral="{kind}">x</resourceType><rightsList>{rights}</rightsList><descriptions>'
                f'<description descriptionType="Abstract">{CLEAN}</description></descriptions></resource>')
    named = {"rights": "Creative Commons Attribution 4.0 International", "rightsUri": BY + "legalcode",
             "rightsIdentifier": "cc-by-4.0", "rightsIdentifierScheme": "SPDX"}
    for rights in (named, {"rightsURI": BY}, {"rightsIdentifier": "CC-BY-4.0"}, {"rights": "CC BY 4.0"}):
        for kind, verdict in (("JournalArticle", TERMS), ("Text", TERMS), ("Dataset", NONE), ("Collection", NONE)):
            yield "json", json.dumps({"data": {"type": "dois", "attributes": attributes(kind, rights)}}), dict(republish=verdict)
            yield "json", json.dumps(attributes(kind, rights)), dict(republish=verdict)
    yield "json", json.dumps(attributes("Text", {"rightsIdentifier": "cc-by-nc-nd-4.0"})), dict(republish=TERMS, rewrite=ASK)
    yield "json", json.dumps(attributes("Text", {"rights": NOTICE}, {"rightsUri": "https://port.example/terms"})), dict(republish=ASK)
    yield "json", json.dumps(attributes("Text", {"rightsUri": "info:eu-repo/semantics/openAccess"})), dict(republish=NONE)
    address = f'<rights rightsURI="{BY}" rightsIdentifier="CC-BY-4.0">Creative Commons Attribution 4.0</rights>'
    for rights in (address, f'<rights rightsURI="{BY}"/>', "<rights>Creative Commons Attribution 4.0 International</rights>",
                   '<rights rightsIdentifierScheme="SPDX" rightsIdentifier="CC-BY-4.0"/>'):
        yield "xml", xml("JournalArticle", rights), dict(republish=TERMS)
        yield "xml", xml("Dataset", rights), dict(republish=NONE)


def front_matter():
    cases = [("license", BY, TERMS), ("licence", BY, TERMS), ("rights", NOTICE, ASK), ("copyright", "2024 Port Daily", ASK),
             ("copyright_holder", "Port Daily", ASK), ("usage", "May not be republished.", BAN), ("source", "Reuters", ASK),
             ("byline", "AFP", ASK), ("credit", "Reuters", ASK), ("embargo", "2050-01-01T06:00:00Z", BAN),
             ("embargo", "2020-01-01T06:00:00Z", NONE)]
    yield from (("md", front(key, value), dict(republish=verdict)) for key, value, verdict in cases)


def precedence():
    """The narrower scope before the wider one, a ban before a permission of the same scope, and no licence that
    lifts the ban of another party; what is said of nothing stays unknown."""
    footer = f"<footer><p>{NOTICE}</p></footer>"
    granted = f'<p>This article is licensed under <a rel="license" href="{BY}">CC BY 4.0</a>.</p>'
    site_grant = f'<footer><p>All texts on this site: <a rel="license" href="{BY}">CC BY 4.0</a></p></footer>'
    picture = f'<figure><img src="a.jpg" alt="A crane"><figcaption>Crane. {NOTICE}</figcaption></figure>'
    ban = "<p>Copyright 2022 Anadolu Agency. All rights reserved. This material may not be published or redistributed.</p>"
    aside = "</article>"
    cases = [
        # asset before page, element before page
        (page(body=f"<p>{CLEAN}</p>{granted}{aside}{footer}"), dict(republish=TERMS)),
        (page(body=f"<p>{CLEAN}</p>{ban}{aside}{site_grant}"), dict(republish=BAN)),
        (page(body=f"<p>{CLEAN}</p>{picture}"), dict(republish=NONE)),
        (page(body=f"<p>{CLEAN}</p>{picture}{granted}"), dict(republish=TERMS)),
        # the same scope
        (page(head=f'<meta name="tdm-reservation" content="1"><link rel="license" href="{BY}">'),
         dict(republish=TERMS, tdm=BAN)),
        (page(head=f'<meta name="robots" content="noai"><link rel="license" href="{BY}">'),
         dict(republish=TERMS, ai_train=BAN)),
        # another party's
        (page(body=f"<p>ANKARA (AA) - {CLEAN}</p>{aside}{site_grant}"), dict(republish=ASK)),
        # nothing that speaks of the use
        (page(head='<meta name="tdm-reservation" content="1">'), dict(republish=NONE, tdm=BAN)),
    ]
    yield from (("html", content, verdicts) for content, verdicts in cases)


def main():
    rows = [(table.__name__, *row) for table in (robots, licences_named_in_rsl, reservations_of_mining, links_and_names, schema,
                                                 addresses_of_licences, names_of_licences, datasets,
                                                 records_of_works, front_matter, precedence) for row in table()]
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        names = [f"{number:03}.{row[1]}" for number, row in enumerate(rows)]
        for name, (_, _, content, _) in zip(names, rows):
            pathlib.Path(folder, name).write_bytes(content if isinstance(content, bytes) else content.encode())
        environment = {k: v for k, v in os.environ.items() if k in ("PATH", "ASAN_OPTIONS")} | {"LC_ALL": "C.UTF-8"}
        done = subprocess.run([PROGRAM, "check", "--no-policy", "--format", "jsonl", *names], cwd=folder, timeout=600,
                              capture_output=True, env=environment, check=False)
    documents = [json.loads(line) for line in done.stdout.splitlines()]
    if len(documents) != len(rows):
        failures.append(f"{len(documents)} documents of {len(rows)}: {done.stderr.decode()}")
    for document, (table, _, content, verdicts) in zip(documents, rows):
        if document["incomplete"]:
            failures.append(f"{table}: {document['incomplete']}: {content!r:.300}")
        for use, verdict in verdicts.items():
            got = document["verdict"] if use == "republish" else document["verdicts"][use.replace("_", "-")]
            if got != verdict:
                failures.append(f"{table}: {use} is {got}, not {verdict}: {content!r:.300}")
    print("\n".join(failures) if failures else f"signals: {len(rows)} values, as expected")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
