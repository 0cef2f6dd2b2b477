"""The checker of accessibility, axe-core, on pages of the site, in light and dark."""

from served import TOOLS, missing

# All that the guidelines ask for (WCAG 2.2 A and AA), and what axe holds to be good practice.
_RUN = "axe.run(document, {resultTypes: ['violations', 'incomplete'], iframes: false})"


def script():
    """Return the checker's program; the test is left out if it is not installed."""
    path = TOOLS / "axe-core" / "axe.min.js"
    return path.read_text(encoding="utf-8") if path.exists() else missing(f"{path} is not installed")


def findings(browser, addresses, scheme, width=1280):
    """Return a line per finding on some pages, in the given colour scheme ("light" or "dark")."""
    found = []
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True
    )
    context.add_init_script(script())
    page = context.new_page()
    for address in addresses:
        page.goto(address)
        for rule in page.evaluate(_RUN)["violations"]:
            places = "; ".join(" ".join(node["target"]) for node in rule["nodes"][:3])
            found.append(
                f"{address} ({scheme}): {rule['id']}, {rule['help']}: {places} [{len(rule['nodes'])}]"
            )
    context.close()
    return found
