"""What a figure's page says to machines is valid and complete, and no text in it can leave its place."""

import json

from pyld import jsonld
from test_pages import record

from lib import metadata

SOURCES = [
    {"id": "nato", "title": "Tables", "publisher": "NATO", "url": "https://nato.example"},
    {"id": "x", "title": "A paper", "publisher": "", "url": ""},
]
SCHEMA = "https://schema.org/"


def expanded(data):
    """The nodes of JSON-LD by type, with schema.org's terms resolved without asking the network."""
    nodes = jsonld.expand(data | {"@context": {"@vocab": SCHEMA}})
    return {node["@type"][0].removeprefix(SCHEMA): node for node in nodes}


def value(node, term):
    return [item.get("@value", item) for item in node[SCHEMA + term]]


def test_a_figure_is_a_dataset_and_an_image_based_on_it():
    nodes = expanded(metadata.linked_data(record(), "Defence spending", ["iso3", "share_pct"], SOURCES))
    assert set(nodes) == {"Dataset", "ImageObject"}
    data, image = nodes["Dataset"], nodes["ImageObject"]
    assert value(data, "identifier") == ["spending-two-allies"]
    assert value(data, "version") == ["2026-07"]
    assert value(data, "variableMeasured") == ["iso3", "share_pct"]
    assert [value(file, "encodingFormat") for file in value(data, "distribution")] == [
        ["text/csv"],
        ["application/json"],
    ]
    assert [value(source, "name") for source in value(data, "isBasedOn")] == [["Tables"], ["A paper"]]
    assert value(image, "contentUrl")[0].endswith("figures/spending-two-allies.svg")
    assert value(image, "isBasedOn") == [{"@id": data["@id"]}]


# The terms that schema.org gives to a thing, a creative work, a data set and a media object, as far as used.
WORK = {
    "citation",
    "creator",
    "creditText",
    "datePublished",
    "description",
    "identifier",
    "inLanguage",
    "isAccessibleForFree",
    "isBasedOn",
    "isPartOf",
    "keywords",
    "license",
    "mainEntityOfPage",
    "name",
    "url",
    "version",
}
DATASET = WORK | {"distribution", "variableMeasured"}
IMAGE = WORK | {
    "acquireLicensePage",
    "caption",
    "contentUrl",
    "copyrightNotice",
    "encodingFormat",
    "sha256",
    "thumbnailUrl",
}


def test_every_key_is_a_term_of_schema_org_for_its_type():
    dataset, image = metadata.linked_data(record(), "Defence spending", ["iso3"], SOURCES)["@graph"]
    assert {key for key in dataset if not key.startswith("@")} <= DATASET
    assert {key for key in image if not key.startswith("@")} <= IMAGE


def test_no_text_can_end_the_script_element():
    text = metadata.script_text({"name": "</script><script>alert(1)</script><!-- & -->"})
    assert not set(text) & set("<>&")
    assert json.loads(text) == {"name": "</script><script>alert(1)</script><!-- & -->"}


def test_reference_managers_and_previews_find_title_author_date_and_address():
    found = {(key, content) for _, key, content in metadata.meta(record(), (2048, 1600))}
    assert ("citation_title", "Estonia is ahead of Latvia") in found
    assert ("citation_author", "The Sharing the Burden project") in found
    assert ("citation_public_url", "https://book.example/figures/spending-two-allies.html") in found
    assert ("og:image:width", "2048") in found
    keys = [key for _, key, _ in metadata.meta(record(), (2048, 1600))]
    assert "citation_publication_date" in keys and "og:image:alt" in keys


def test_the_size_of_a_picture_is_read_from_its_header():
    header = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (2048).to_bytes(4, "big") + (1600).to_bytes(4, "big")
    assert metadata.png_size(header) == (2048, 1600)
