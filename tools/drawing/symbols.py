"""The symbols of BPMN as SVG: event and task types, markers of activities and gateways, each around its own origin."""

# Inside an event, 15 around its centre. Catching ones are outlines, throwing ones are filled ("ink" below).
EVENT_SIGNS = {
    "message": '<path d="M-8-5.5H8V5.5H-8Z"/><path class="{paper}" d="M-8-5.5 0 1 8-5.5"/>',
    "timer": '<circle r="9.5"/><path d="M0-6V0L4 1.5M0-9.5V-8M0 9.5V8M-9.5 0H-8M9.5 0H8"/>',
    "signal": '<path d="M0-8 8 6H-8Z"/>',
    "condition": '<path d="M-6-8H6V8H-6ZM-3.5-4.5H3.5M-3.5-1.5H3.5M-3.5 1.5H3.5M-3.5 4.5H3.5"/>',
    "error": '<path d="M-8 7-3-7 2 1 8-7 3.5 7-1.5-.5Z"/>',
    "escalation": '<path d="M0-8.5 6.5 7.5 0 1.5-6.5 7.5Z"/>',
    "cancel": '<path d="M-7.5-4.5-4.5-7.5 0-3 4.5-7.5 7.5-4.5 3 0 7.5 4.5 4.5 7.5 0 3-4.5 7.5-7.5 4.5-3 0Z"/>',
    "terminate": '<circle class="ink" r="8.5"/>',
    "compensation": '<path d="M-.5-6V6L-8.5 0ZM8-6V6L0 0Z"/>',
    "link": '<path d="M-8-3.5H1V-7.5L8.5 0 1 7.5V3.5H-8Z"/>',
    "multiple": '<path d="M0-8.5 8.3-2.5 5.2 7.2H-5.2L-8.3-2.5Z"/>',
    "every": '<path d="M-2.5-8H2.5V-2.5H8V2.5H2.5V8H-2.5V2.5H-8V-2.5H-2.5Z"/>',
}

# In the upper left corner of a task, 16 by 16 from its own corner.
TASK_SIGNS = {
    "user": '<path d="M1 15.5V13C1 10 3.5 8.5 6 8.5H10C12.5 8.5 15 10 15 13V15.5Z"/><circle cx="8" cy="4.5" r="3.8"/>'
    '<path d="M4.5 15.5V12.8M11.5 15.5V12.8"/>',
    "manual": '<path d="M1 5.5C3 4 5 2.5 7 2.5 8 2.5 8 4 7 4.8L6 5.5H14.2C15.6 5.5 15.6 7.7 14.2 7.7H10 15'
    "C16.3 7.7 16.3 10 15 10H10 14.2C15.5 10 15.5 12.2 14.2 12.2H10 13"
    'C14.2 12.2 14.2 14.4 13 14.4H5C3 14.4 1.5 13.5 1 12.5Z"/>',
    "service": '<circle cx="8" cy="8" r="6.2" class="cogs"/><circle cx="8" cy="8" r="5"/>'
    '<circle cx="8" cy="8" r="2.2"/>',
    "send": '<path class="ink" d="M0 2.5H16V13.5H0Z"/><path class="light" d="M0 2.5 8 9 16 2.5"/>',
    "receive": '<path d="M0 2.5H16V13.5H0ZM0 2.5 8 9 16 2.5"/>',
    "script": '<path d="M5 .5H14C10.5 3 10.5 5.5 13 8S14 13 11 15.5H2C5 13 5 10.5 3 8S2 3 5 .5Z"/>'
    '<path d="M5.5 4H10M5.5 7H10.5M7 10H12M6.5 13H11.5"/>',
    "rule": '<path d="M0 2H16V14H0Z"/><path class="shade" d="M0 2H16V6H0Z"/><path d="M0 10H16M5 6V14"/>',
}

# Inside a gateway, 21 around its centre.
GATEWAY_SIGNS = {
    "xor": '<path class="bold" d="M-6-7 6 7M6-7-6 7"/>',
    "and": '<path class="bold" d="M-9 0H9M0-9V9"/>',
    "or": '<circle class="bold" r="9"/>',
    "event": '<circle r="12"/><circle r="9.5"/><path d="M0-6.5 6.2-2 3.8 5.3H-3.8L-6.2-2Z"/>',
    "complex": '<path class="bold" d="M-9 0H9M0-9V9M-6.4-6.4 6.4 6.4M6.4-6.4-6.4 6.4"/>',
}

# At the lower edge of an activity, 7 around its centre.
MARKERS = {
    "parallel": '<path class="bars" d="M-4.5-6V6M0-6V6M4.5-6V6"/>',
    "sequential": '<path class="bars" d="M-6-4.5H6M-6 0H6M-6 4.5H6"/>',
    "loop": '<path d="M-2.5 5.5A6 6 0 1 1 2.5 5.5M-2.5 5.5H-6.5M-2.5 5.5V1.5"/>',
    "folded": '<path d="M-6.5-6.5H6.5V6.5H-6.5ZM-4 0H4M0-4V4"/>',
    "adhoc": '<path class="bold" d="M-6 2C-4-4-1.5-2 0 0S4 4 6-2"/>',
    "compensation": '<path d="M-.5-5V5L-7 0ZM6.5-5V5L0 0Z"/>',
}

# The corner of a panel, 8 around its centre.
BADGES = {
    "wrong": '<path class="bad" d="M-4-4 4 4M4-4-4 4"/>',
    "warned": '<path class="bad" d="M0-6V1M0 3.5V5.5"/>',
    "right": '<path class="good" d="M-5 0-1.5 4 5-4.5"/>',
}
