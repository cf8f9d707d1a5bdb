"""The accessibility tree as the browser gives it to screen readers."""

# Roles that people act on or are led by: each must be told by name.
NAMED = {
    "button", "link", "textbox", "searchbox", "combobox", "checkbox", "radio", "tab", "dialog",
    "menuitem", "spinbutton", "listbox",
}  # fmt: skip


def nodes(page):
    """Every node that a screen reader meets: its role, name, description and properties."""
    session = page.context.new_cdp_session(page)
    # Playwright's browser has no screen reader to switch the tree on.
    session.send("Accessibility.enable")
    found = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [
        {
            "role": node["role"]["value"],
            "name": node.get("name", {}).get("value", ""),
            "id": node["nodeId"],
            "children": node.get("childIds", []),
            **{one["name"]: one["value"].get("value") for one in node.get("properties", [])},
        }
        for node in found
        if not node["ignored"]
    ]


def nameless(page):
    """What can be acted on and has no name."""
    return [node["role"] for node in nodes(page) if node["role"] in NAMED and not node["name"].strip()]


def spoken(page, role):
    """What the live regions of a role hold: `status` is read out in a pause, `alert` at once."""
    every = {node["id"]: node for node in nodes(page)}

    def text(node):
        if node["role"] == "StaticText":
            return node["name"]
        return "".join(text(every[child]) for child in node["children"] if child in every)

    return " ".join(text(node) for node in every.values() if node["role"] == role)
