"""Draws small BPMN pictures as SVG from nodes on a grid."""
