"""The kinds of elements of BPMN 2.0 by family, and what they are called in Chinese."""

from casesvc.diagrams.graph import ACTIVITIES, EVENTS, GATEWAYS, SUB_PROCESSES

EMBEDDED = frozenset({"subProcess", "transaction", "adHocSubProcess"})
CATCHING = frozenset({"startEvent", "boundaryEvent", "intermediateCatchEvent"})
THROWING = frozenset({"endEvent", "intermediateThrowEvent", "implicitThrowEvent"})
CHOREOGRAPHY_ACTIVITIES = frozenset({"choreographyTask", "subChoreography", "callChoreography"})
TASKS = ACTIVITIES - SUB_PROCESSES - {"callActivity"}
FLOW_NODES = ACTIVITIES | EVENTS | GATEWAYS | CHOREOGRAPHY_ACTIVITIES
FLOW_DATA = frozenset({"dataObject", "dataObjectReference", "dataStoreReference"})
FLOW_ELEMENTS = FLOW_NODES | FLOW_DATA | {"sequenceFlow"}
ARTIFACTS = frozenset({"association", "group", "textAnnotation"})
EVENT_DEFINITIONS = frozenset(
    f"{trigger}EventDefinition"
    for trigger in (
        "cancel", "compensate", "conditional", "error", "escalation", "link", "message", "signal", "terminate", "timer",
    )
)  # fmt: skip
GLOBAL_TASKS = frozenset(
    {"globalTask", "globalUserTask", "globalManualTask", "globalScriptTask", "globalBusinessRuleTask"}
)
CALLABLE = GLOBAL_TASKS | {"process"}
CHOREOGRAPHIES = frozenset({"choreography", "globalChoreographyTask"})
COLLABORATIONS = CHOREOGRAPHIES | {"collaboration", "globalConversation"}
CONVERSATION_NODES = frozenset({"conversation", "subConversation", "callConversation"})
FLOW_CONTAINERS = EMBEDDED | CHOREOGRAPHIES | {"process", "subChoreography"}
RESOURCE_ROLES = frozenset({"resourceRole", "performer", "humanPerformer", "potentialOwner"})
DATA = FLOW_DATA | {"dataInput", "dataOutput", "property", "dataStore", "inputDataItem", "outputDataItem"}
INTERACTION_NODES = ACTIVITIES | EVENTS | CONVERSATION_NODES | {"participant"}
ROOT_ELEMENTS = (
    CALLABLE
    | COLLABORATIONS
    | EVENT_DEFINITIONS
    | {
        "category", "correlationProperty", "dataStore", "endPoint", "error", "escalation", "interface",
        "itemDefinition", "message", "partnerEntity", "partnerRole", "resource", "signal",
    }
)  # fmt: skip

EXPRESSIONS = frozenset(
    {
        "conditionExpression", "activationCondition", "timeDate", "timeDuration", "timeCycle", "loopCardinality",
        "completionCondition", "loopCondition", "condition", "from", "to", "transformation", "dataPath",
        "messagePath", "expression", "formalExpression",
    }
)  # fmt: skip

TITLES = {
    "process": "流程", "collaboration": "协作", "choreography": "编排", "participant": "泳池", "lane": "泳道",
    "startEvent": "开始事件", "endEvent": "结束事件", "boundaryEvent": "边界事件",
    "intermediateCatchEvent": "中间捕获事件", "intermediateThrowEvent": "中间抛出事件",
    "task": "任务", "userTask": "用户任务", "manualTask": "人工任务", "serviceTask": "服务任务",
    "sendTask": "发送任务", "receiveTask": "接收任务", "scriptTask": "脚本任务", "businessRuleTask": "业务规则任务",
    "callActivity": "调用活动", "subProcess": "子流程", "transaction": "事务子流程", "adHocSubProcess": "即席子流程",
    "exclusiveGateway": "排他网关", "parallelGateway": "并行网关", "inclusiveGateway": "包容网关",
    "complexGateway": "复杂网关", "eventBasedGateway": "事件网关",
    "sequenceFlow": "连线", "messageFlow": "消息流", "association": "关联", "group": "分组",
    "textAnnotation": "文本注释", "dataObject": "数据对象", "dataObjectReference": "数据对象引用",
    "dataStore": "数据存储", "dataStoreReference": "数据存储引用", "dataInput": "数据输入", "dataOutput": "数据输出",
    "inputSet": "输入集", "outputSet": "输出集", "ioSpecification": "输入输出说明", "property": "属性",
    "dataInputAssociation": "数据输入关联", "dataOutputAssociation": "数据输出关联",
    "message": "消息", "signal": "信号", "error": "错误", "escalation": "升级", "itemDefinition": "数据类型",
    "interface": "接口", "operation": "操作", "resource": "资源", "category": "类别", "categoryValue": "类别值",
    "messageEventDefinition": "消息", "signalEventDefinition": "信号", "escalationEventDefinition": "升级",
    "compensateEventDefinition": "补偿", "linkEventDefinition": "链接", "conditionalEventDefinition": "条件",
    "cancelEventDefinition": "取消", "errorEventDefinition": "错误", "timerEventDefinition": "定时",
    "terminateEventDefinition": "终止", "multiInstanceLoopCharacteristics": "多实例标记",
    "standardLoopCharacteristics": "循环标记", "conversation": "会话", "subConversation": "子会话",
    "callConversation": "调用会话", "conversationLink": "会话连线", "choreographyTask": "编排任务",
    "subChoreography": "子编排", "callChoreography": "调用编排", "globalConversation": "全局会话",
    "globalChoreographyTask": "全局编排任务", "resourceParameter": "资源参数",
}  # fmt: skip


def title(kind: str) -> str:
    """Return the Chinese name of a kind of element, or the kind itself for the rare ones."""
    return TITLES.get(kind, kind)
