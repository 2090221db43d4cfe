"""Copy a notebook as deep as it is changed: what its outputs hold is large."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbformat import NotebookNode


def copied(notebook: NotebookNode) -> NotebookNode:
    """Return a copy whose cells, outputs and bundles can be changed; what they hold is shared.

    What a bundle holds of JSON is not copied: to change it, put another in its place.
    """
    fresh = _copied(notebook, "metadata")
    fresh.cells = [_copied(cell, "metadata") for cell in notebook.cells]
    for cell in fresh.cells:
        if "attachments" in cell:
            cell.attachments = {name: {**held} for name, held in cell.attachments.items()}
        if "outputs" in cell:
            cell.outputs = [_copied(output, "data", "metadata") for output in cell.outputs]
    return fresh


def _copied(node: NotebookNode, *inner: str) -> NotebookNode:
    fresh = type(node)(node)
    for name in inner:
        if name in node:
            fresh[name] = type(node)(node[name])
    return fresh
