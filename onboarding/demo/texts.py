"""What the demo's newcomers wrote about themselves, and asked."""

MARY = """\
Hi! I'm Mary, a backend developer from Boston. I write Java at work and have used containers for two years without \
ever looking inside. I'd like to understand how a cluster decides where my program runs, and to give something back.

I have about five hours a week, in the evenings (UTC-5); chat is best. In the README I liked the quick start. The \
link to the installation page led nowhere, so perhaps I begin there?"""

LI_MING_SHORT = """\
大家好，我是李明，杭州的大三学生，学软件工程。我想参与开源，觉得云原生很有前景，希望能在社区里学到真正有用的东西，也\
希望以后能成为维护者。请多关照！"""

LI_MING = """\
大家好，我是李明，杭州的大三学生，学软件工程。写过一个用 Go 的课程项目，没有和别人一起写过代码。我想弄明白调度器怎么\
给 Pod 选节点，希望半年后能自己修一个小 bug。

每周大约八个小时，周末最多（UTC+8），晚上八点以后容易联系到我。README 里“namespace”这个词没有解释就出现了，我查了文\
档才明白，也许可以补一句。"""

ALAN = """\
Hello, I'm Alan. I study mathematics in Manchester and have written a lot of Python, mostly for myself. I want to \
learn how programs are built by many people at once, which I have never done.

Six hours a week, mornings (UTC). I read the contributing guide twice and I'm not sure what "squash" means in it; \
the rest was clear."""

WANG_FANG = """\
大家好，我是王芳，在成都做了三年测试，会写一点 Python 和 shell。平时用 Kubernetes 跑测试环境，出了问题只会重启，想知\
道里面到底发生了什么，也想学会把发现的问题自己改好。

每周四到五个小时，工作日晚上（UTC+8）。我注意到示例清单里没有写 resources，不知道是有意省略还是忘了？"""

RADIA = """\
Hi everybody! I'm Radia, a network engineer in Seattle with fifteen years of routers behind me and almost no open \
source. I'd like to understand how a Service finds its pods, because it looks like routing and everybody tells me it \
isn't.

Three to four hours a week, usually early mornings (UTC-8). In the README I noticed that the picture of the \
architecture is older than the text around it. Would a new drawing be welcome?"""

CHEN_JING = """\
大家好！我叫陈静，在西安读研究生，研究分布式系统，论文里用过 etcd，但从没看过它的源码。希望从小事做起，一步一步走到\
能读懂 Raft 实现的那一天。

每周十个小时左右（UTC+8），微信或邮件都可以。README 里的快速开始我照着做了一遍，第三步在 ARM 的电脑上会失败，想问问\
大家是不是也遇到过。"""

EDSGER = """\
I am a programmer from Rotterdam. I have programmed for a long time, in many languages, and hold strong opinions \
about simplicity. I wish to contribute to the documentation, which contains several imprecise sentences, and to read \
the code of the controllers, which I hope is better."""

BARBARA = """\
Hello from Chicago! I'm Barbara. I taught databases for years and now have time for things I always wanted to try. \
I'd like to find out how etcd keeps its promises when machines fail, and to help others understand it.

Plenty of time until the exams in spring: ten hours a week (UTC-6), afternoons. I noticed that the glossary explains \
"lease" but not "watch"."""

DENNIS = """\
Hi, I'm Dennis from Nairobi. I maintain the servers of a small school and teach a programming club there on \
Saturdays. I want to learn how to run things properly, and bring what I learn to the club.

Four hours a week, evenings (UTC+3). The examples assume a fast connection; a note on how to use a local registry \
would help people like my students. I could try to write that."""

SUN_YUE = """\
大家好，我是孙悦，武汉的技术写作者，写了五年的产品文档，没有写过代码。想学会用 git，把文档里过时的地方改过来，也想弄\
懂自己写的那些词到底是什么意思。

每周六个小时（UTC+8），白天都方便。我注意到中文文档里“容器组”和“Pod”混着用，想问问社区的约定是什么。"""

ZHOU_TING = """\
大家好，我是周婷，南京的大四学生，学信息安全。写过 C 和一点 Rust，想知道证书是怎么在集群里流转的，也想第一次为别人也\
在用的项目出一份力。

每周六小时左右（UTC+8），晚上和周末。README 的目录里有两个链接指向同一节，是不是可以合并？"""

REPLY = (
    "Two things are missing",
    """\
Thank you for writing; I am glad that you are here!

Two things before you go on: how many hours do you have in a week, and when can you be reached?""",
)

TOLD = {"en": "We meet on Thursday", "zh-hans": "周四见面"}
TOLD_TEXT = {
    "en": "Bring what you are stuck on: we look at it **together**, for an hour. The link is in the chat.",
    "zh-hans": "带上卡住你的问题，我们**一起**看，一个小时。链接在群里。",
}

LI_MING_ASKS = {
    "kind": "technical",
    "summary": "推送之后，拉取请求里多了别人的提交",
    "goal": "让拉取请求里只有我自己的一个提交。",
    "tried": "执行了 git pull origin main，再 git push。",
    "searched": "贡献指南里关于 rebase 的一节。",
    "message": "This branch is 1 commit ahead of, 14 commits behind main.",
    "versions": "git 2.43",
}

LI_MING_IS_TOLD = """\
`git pull` 把 main 合并进了你的分支，所以多出一个合并提交。换成变基就好：

```sh
git fetch upstream
git rebase upstream/main
git push --force-with-lease
```

以后更新分支时都用 `git pull --rebase`，拉取请求里就只有你自己的提交。"""

CHEN_JING_ASKS = {
    "kind": "access",
    "summary": "在 ARM 机器上拉不到示例镜像",
    "goal": "在自己的开发板上跑通快速开始的第三步。",
    "tried": "换过两次网络，也试过加上 --platform。",
    "searched": "术语表里“镜像”一条，和群里上个月的讨论。",
    "message": "no matching manifest for linux/arm64/v8 in the manifest list entries",
    "versions": "Docker 27.3，Ubuntu 24.04 arm64",
}
