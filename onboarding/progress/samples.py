"""Made-up things for the style guide: what the components are shown with."""

from dataclasses import dataclass

from onboarding.progress.queries.quizzes import Answered

STEPS = (
    ("verified", "v", "Verified"),
    ("flagged", "f", "Verified, being looked at again"),
    ("newcomer", "n", "Your turn"),
    ("returned", "x", "Try again"),
    ("checking", "c", "Being checked"),
    ("maintainers", "m", "With the maintainers"),
    ("review", "r", "With your mentor"),
    ("open", "o", "Ready to start"),
    ("locked", "-", "Locked"),
    ("withdrawn", ".", "Withdrawn"),
)


@dataclass(frozen=True)
class SampleStop:
    step: str
    title: str
    word: str
    due: str = ""
    summary: str = ""
    url: str = "#"
    is_here: bool = False
    is_walked: bool = False


STOPS = (
    SampleStop("verified", "Introduce yourself", "Verified", "3 March", is_walked=True),
    SampleStop("verified", "Set up your workbench", "Verified", "5 March", is_walked=True),
    SampleStop(
        "newcomer",
        "Your first contribution",
        "Your turn",
        "due Friday 13 March",
        "Mend one small thing in the guide and see it merged.",
        is_here=True,
    ),
    SampleStop("open", "Sign off and name your commits", "Ready to start", "due 20 March"),
    SampleStop("locked", "把一个示例应用部署到自己的集群，并解释每一行清单的意思", "Locked", url=""),
)


@dataclass(frozen=True)
class SampleFinding:
    outcome: str
    word: str
    expect: str
    saw: str = ""
    hint: str = ""


FINDINGS = (
    SampleFinding(
        "unmet",
        "No",
        "Each commit is signed off.",
        "3f2a91c “Fix typo” has no Signed-off-by line.",
        "Run git commit --amend --signoff and push again.",
    ),
    SampleFinding("waiting", "Not yet", "The pull request is merged.", "It is open; a maintainer has not approved it."),
    SampleFinding("unknown", "Could not check", "The checks have passed.", "GitHub did not answer."),
    SampleFinding("advice", "Advice", "Each block of code names its language.", "docs/install.md:12", "Write ```sh."),
    SampleFinding("met", "Yes", "You opened it."),
    SampleFinding("met", "Yes", "It goes to a repository of the program."),
)

ANSWERS = (
    Answered(
        "met",
        "Who alone talks to etcd?",
        is_order=False,
        answer=("The API server",),
        why="Everybody else asks the API server, which checks who may do what.",
    ),
    Answered(
        "unmet",
        "In which order do these happen?",
        is_order=True,
        answer=("The kubelet starts the container", "The scheduler picks a node"),
        first="The scheduler picks a node",
        then="The kubelet starts the container",
        percent=50,
        why="A kubelet starts only what has been given to its own node.",
    ),
)

PEOPLE = (
    ("ada-demo", "Ada Demo", "vvvn-o", "3 of 6 verified"),
    ("lin-xiaoyu", "林晓雨", "vvrx-o", "2 of 6 verified; waiting for a mentor"),
    ("a-login-that-is-as-long-as-github-allows", "", "fvvmcc", "3 of 6 verified"),
    ("zhang", "阿卜杜勒·热合曼·买买提明", "o-----", "not started"),
)

CODE = """<div class="highlight"><pre><span class="gp">$ </span>git commit -s -m <span class="s2">"docs: mend"</span>
<span class="c1"># then</span>
<span class="nt">kind</span><span class="p">:</span> <span class="l-Scalar-Plain">Pod</span>
<span class="k">def</span> <span class="nf">walk</span>(steps): <span class="k">return</span> <span class="mi">42</span>
<span class="gd">- removed</span>
<span class="gi">+ added</span>
</pre></div>"""

COMMENTS = [
    ("I have about six hours a week.", "Say when, too: mornings or evenings?"),
    ("Thank you!", "You are welcome."),
]
