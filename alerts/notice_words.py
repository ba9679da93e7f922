"""What each kind of notice says to operators: its title, its end, what was seen, what it means, the command to look."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Told = Literal["en", "zh"]


@dataclass(frozen=True, slots=True)
class Words:
    """Sentences with {place} and the facts of the notice in them; `over` is the title of its end."""

    title: str
    over: str
    seen: str
    means: str


STANDSTILL = ("stopped", "part", "prefect")
"""Kinds of which the watch does not run while they are open."""

COMMANDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "blocked": ("gongbao check {place}", "gongbao sources"),
        "layout": ("gongbao check {place}", "gongbao sources"),
        "unreachable": ("gongbao check {place}", "gongbao sources"),
        "failing": ("gongbao check {place}", "gongbao doctor"),
        "unread": ("gongbao check {place}", "gongbao sources"),
        "silent": ("gongbao check {place}", "gongbao sources"),
        "stopped": ("gongbao doctor", "gongbao up"),
        "left-out": ("gongbao check {place}", "gongbao sources"),
        "part": ("gongbao doctor", "gongbao up"),
        "prefect": ("gongbao doctor", "gongbao up"),
        "run": ("gongbao doctor", "gongbao notices"),
        "late": ("gongbao doctor", "gongbao notices"),
        "channel": ("gongbao channels test {team}", "gongbao deliveries"),
        "dead": ("gongbao deliveries",),
        "disk": ("gongbao doctor",),
        "feeds": ("gongbao deliver",),
        "template": ("gongbao channels test {place}",),
        "watchlist": ("gongbao measures", "gongbao rules try {team} --since 90d"),
        "heartbeat": ("gongbao notices", "gongbao sources"),
    }
)

ENGLISH: Mapping[str, Words] = MappingProxyType(
    {
        "blocked": Words(
            "source {place} is blocked",
            "source {place} is no longer blocked",
            "{error}",
            "The site refuses to be read. Nothing of this source is read until it answers again; what it lists then is"
            " made up for. A challenge is never got round: ask the site's operators, or use a mirror of it.",
        ),
        "layout": Words(
            "source {place} has changed its layout",
            "source {place} can be read again",
            "{error}",
            "Its list is empty or no longer looks as the reader knows it. Nothing of this source is read until the"
            " source is mended; what it lists then is made up for.",
        ),
        "unreachable": Words(
            "source {place} does not answer",
            "source {place} answers again",
            "{error} ({looks} looks in a row)",
            "The site or the way to it is down. Every check tries again; what is listed afterwards is made up for.",
        ),
        "failing": Words(
            "the look at source {place} fails",
            "the look at source {place} goes well again",
            "{error} ({looks} looks in a row)",
            "This is a fault of Gongbao or of its store, not of the site. The log of the run says more.",
        ),
        "unread": Words(
            "pages of source {place} that stay unread: {count}",
            "the pages of source {place} are read",
            "The oldest was listed on {listed}. {error}",
            "They are tried again, once a day by now. What they say is not known, and nobody is told of it.",
        ),
        "silent": Words(
            "source {place} is silent",
            "source {place} publishes again",
            "Nothing since {newest}: {days} working days of China. Up to {allowed} were to be expected.",
            "Perhaps nothing was published; perhaps the site publishes elsewhere by now, and this list stands still."
            " Look at the list itself.",
        ),
        "stopped": Words(
            "the watch stands still",
            "the watch goes on",
            "No source was looked at since {last}; a look is due every {hours} h at least.",
            "Nobody is told what is new until the checks run again. What is listed then is made up for.",
        ),
        "left-out": Words(
            "source {place} is left out",
            "source {place} is looked at again",
            "It was looked at last on {last}, and others since; a look is due every {hours} h at least.",
            "Nobody is told what is new there. Is its check paused in the dashboard, or gone from prefect.yaml? If it"
            " is not to be watched, switch it off in the configuration.",
        ),
        "part": Words(
            "a part of the watch has ended by itself: {place}",
            "the watch runs again: {place}",
            "Exit status {status}. What it said stands in prefect/server.log of the data folder, or where `gongbao up`"
            " was started.",
            "Nothing is checked until `gongbao up` runs again. What is listed then is made up for.",
        ),
        "prefect": Words(
            "Prefect's server does not answer",
            "Prefect's server answers again",
            "Nothing answers at {address}.",
            "No run is begun while it is down; those that run go on. What is listed meanwhile is made up for.",
        ),
        "run": Words(
            "the last run of {place} did not end well: {state}",
            "{place} runs well again",
            "{error}",
            "What it did is kept, and the next run makes good the rest. Where that fails too, the log of the run says"
            " why.",
        ),
        "late": Words(
            "runs of {place} are late: {count}",
            "the runs of {place} are late no more",
            "Runs that nothing has begun though they were due: {count}.",
            "No worker is there for them, or all are busy. Once one is, the last of them makes good the others.",
        ),
        "channel": Words(
            "channel {place} takes no messages",
            "channel {place} takes messages again",
            "{error} (messages that wait: {count})",
            "Its messages are kept and tried again, for five days and more. Other channels are not held up.",
        ),
        "dead": Words(
            "messages to {place} were given up: {count}",
            "nothing that {place} is owed is given up",
            "{error}",
            "They are kept, and sent only when somebody says so: mend the channel and owe them again, or drop them.",
        ),
        "disk": Words(
            "the disk is nearly full",
            "the disk has room again",
            "{free} MB are free where {folder} is; less than {limit} is an alarm.",
            "A full disk stops reading, storing and sending. Make room there, or move the data folder.",
        ),
        "feeds": Words(
            "the feeds cannot be written",
            "the feeds are written again",
            "{error}",
            "Whoever reads them sees nothing new; channels are told as always. Look at the rights of {folder}, or set"
            " feeds.folder to another.",
        ),
        "template": Words(
            "the templates of team {place} cannot be used",
            "the templates of team {place} can be used",
            "{error}",
            "Messages to this team are worded by the built-in templates until its own are mended.",
        ),
        "watchlist": Words(
            "the watch list of team {team} names a measure that is not there: {measure}",
            "the watch list of team {team} is right again: {measure}",
            "No measure has the id {measure}.",
            "The rule can never catch anything by this id. Look the measure up and mend the configuration.",
        ),
        "heartbeat": Words(
            "{state}",
            "{state}",
            "Since {since}: looks at sources {looks}, pages read {pages}, alerts sent {alerts}.",
            "{open}",
        ),
    }
)

CHINESE: Mapping[str, Words] = MappingProxyType(
    {
        "blocked": Words(
            "来源 {place} 拒绝访问",
            "来源 {place} 已恢复访问",
            "{error}",
            "网站拒绝被读取。恢复之前不读取该来源；恢复后按列表补读。Gongbao 从不绕过验证页：请联系网站，或改用镜像。",
        ),
        "layout": Words(
            "来源 {place} 版式已变",
            "来源 {place} 可以读取了",
            "{error}",
            "列表为空，或与读取规则不符。来源修好之前不读取；修好后按列表补读。",
        ),
        "unreachable": Words(
            "来源 {place} 无响应",
            "来源 {place} 恢复响应",
            "{error}（连续 {looks} 次）",
            "网站或网络不通。每次检查都会重试；恢复后按列表补读。",
        ),
        "failing": Words(
            "检查来源 {place} 出错",
            "检查来源 {place} 恢复正常",
            "{error}（连续 {looks} 次）",
            "这是 Gongbao 或其数据库的问题，与网站无关。详见运行日志。",
        ),
        "unread": Words(
            "来源 {place} 有 {count} 个页面一直未读",
            "来源 {place} 的页面已读完",
            "最早的一个于 {listed} 列出。{error}",
            "目前每天重试一次。其中内容未知，也未通知任何人。",
        ),
        "silent": Words(
            "来源 {place} 长期没有更新",
            "来源 {place} 恢复更新",
            "自 {newest} 以来没有新页面，已 {days} 个工作日；按以往规律最多 {allowed} 个工作日。",
            "也许确实没有发布，也许网站已改在别处发布。请查看该列表。",
        ),
        "stopped": Words(
            "监测已停止",
            "监测已恢复",
            "自 {last} 以来没有检查任何来源；按计划至少每 {hours} 小时检查一次。",
            "恢复之前，新内容不会通知任何人；恢复后按列表补读。",
        ),
        "left-out": Words(
            "来源 {place} 被遗漏",
            "来源 {place} 恢复检查",
            "最近一次检查是在 {last}，此后只检查了其他来源；按计划至少每 {hours} 小时检查一次。",
            "该来源的新内容不会通知任何人。其检查是否在面板中被暂停，或已从 prefect.yaml 删除？"
            "不再监测时请在配置中关闭。",
        ),
        "part": Words(
            "监测的一部分自行退出：{place}",
            "监测恢复运行：{place}",
            "退出码 {status}。日志见数据目录中的 prefect/server.log，或 `gongbao up` 的输出。",
            "重新运行 `gongbao up` 之前不会检查；恢复后按列表补读。",
        ),
        "prefect": Words(
            "Prefect 服务器无响应",
            "Prefect 服务器恢复响应",
            "{address} 没有响应。",
            "停机期间不会开始新的运行，已在运行的会继续；恢复后按列表补读。",
        ),
        "run": Words(
            "{place} 最近一次运行未正常结束：{state}",
            "{place} 恢复正常运行",
            "{error}",
            "已完成的部分已保存，其余由下一次运行补上。若再次失败，详见运行日志。",
        ),
        "late": Words(
            "{place} 有 {count} 次运行延误",
            "{place} 的运行不再延误",
            "到期而未开始的运行：{count} 次。",
            "没有可用的 worker，或都在忙。恢复后只需运行最后一次，即可补上其余。",
        ),
        "channel": Words(
            "渠道 {place} 不接收消息",
            "渠道 {place} 恢复接收消息",
            "{error}（等待发送：{count} 条）",
            "消息已保存，五天之内会不断重试。其他渠道不受影响。",
        ),
        "dead": Words(
            "发往 {place} 的 {count} 条消息已放弃",
            "发往 {place} 的消息已无放弃",
            "{error}",
            "消息仍保存着，只有人工决定后才会再发：修好渠道后重发，或丢弃。",
        ),
        "disk": Words(
            "磁盘空间将满",
            "磁盘空间恢复",
            "{folder} 所在磁盘剩余 {free} MB；低于 {limit} MB 即告警。",
            "磁盘一满，读取、保存和发送都会停止。请清理空间，或移动数据目录。",
        ),
        "feeds": Words(
            "订阅源无法写入",
            "订阅源恢复写入",
            "{error}",
            "订阅源的读者看不到新内容；各渠道照常发送。请检查 {folder} 的权限，或另设 feeds.folder。",
        ),
        "template": Words(
            "团队 {place} 的模板无法使用",
            "团队 {place} 的模板可以使用了",
            "{error}",
            "修正之前，发给该团队的消息使用内置模板。",
        ),
        "watchlist": Words(
            "团队 {team} 的关注列表中有不存在的指标：{measure}",
            "团队 {team} 的关注列表已更正：{measure}",
            "没有编号为 {measure} 的指标。",
            "该编号永远不会命中。请查出正确编号并修改配置。",
        ),
        "heartbeat": Words(
            "{state}",
            "{state}",
            "自 {since} 以来：检查来源 {looks} 次，读取页面 {pages} 个，发出提醒 {alerts} 条。",
            "{open}",
        ),
    }
)

WORDS: Mapping[Told, Mapping[str, Words]] = MappingProxyType({"en": ENGLISH, "zh": CHINESE})

FRAME: Mapping[Told, Mapping[str, str]] = MappingProxyType(
    {
        "en": {
            "title": "Gongbao: {0}",
            "since": "Since {0} ({1}).",
            "lasted": "From {0} to {1} ({3}): {2}.",
            "look": "Look closer:",
            "well": "the watch is well",
            "open": "the watch runs; open: {0}",
            "besides": "; also open: {0}",
            "still": "Open:",
            "nothing": "Nothing is open.",
            "minutes": "{0} min",
            "hours": "{0} hours",
            "days": "{0} days",
        },
        "zh": {
            "title": "Gongbao：{0}",
            "since": "开始于 {0}（{1}）。",
            "lasted": "{0} 至 {1}（{3}），持续 {2}。",
            "look": "查看详情：",
            "well": "监测运行正常",
            "open": "监测运行中，未解决 {0} 项",
            "besides": "，另有 {0} 项未解决",
            "still": "未解决：",
            "nothing": "没有未解决的问题。",
            "minutes": "{0} 分钟",
            "hours": "{0} 小时",
            "days": "{0} 天",
        },
    }
)
