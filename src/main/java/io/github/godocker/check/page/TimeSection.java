package io.github.godocker.check.page;

import static io.github.godocker.check.page.Figures.share;
import static io.github.godocker.check.page.Figures.time;

import io.github.godocker.check.page.Report.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How long each goal took. */
record TimeSection(Report report, Html html) implements Section {
    private static final List<String> PALETTE =
            List.of("#3b6fb6", "#c77d28", "#4b9367", "#8a63b0", "#b5536b", "#3a9aa8", "#8c7a3d", "#7c8794");

    @Override
    public void card() {
        if (report.goals().times().isEmpty()) {
            Card.missing(html, report, "Build time", "", "no goal has noted its time", "");
            return;
        }
        long total = report.goals().times().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        Card card = new Card(html, "Build time", "times", Verdict.UNKNOWN, time(total / 1000.0), "");
        timeBar(total);
        card.end(longest());
    }

    private String longest() {
        Map.Entry<String, Long> longest = null;
        for (Map.Entry<String, Long> each : report.goals().times().entrySet()) {
            if (longest == null || each.getValue() > longest.getValue()) {
                longest = each;
            }
        }
        return longest == null ? "" : "most of it " + longest.getKey() + ", " + time(longest.getValue() / 1000.0);
    }

    @Override
    public void write() {
        if (report.goals().times().isEmpty()) {
            return;
        }
        long total = report.goals().times().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        html.section("times", "Build time", time(total / 1000.0));
        timeBar(total);
        html.raw("<div class=\"wide\"><table><thead><tr><th scope=\"col\">Goal<th scope=\"col\" class=\"n\">Time")
                .raw("<th scope=\"col\" class=\"n\">Share</tr></thead><tbody>\n");
        int color = 0;
        for (Map.Entry<String, Long> each : report.goals().times().entrySet()) {
            html.raw("<tr><th scope=\"row\"><svg class=\"swatch\" width=\"10\" height=\"10\" aria-hidden=\"true\">")
                    .raw("<rect width=\"10\" height=\"10\" class=\"c" + color + "\" fill=\"" + PALETTE.get(color)
                            + "\"/></svg> ")
                    .text(each.getKey());
            if (report.goals().failures().containsKey(each.getKey())) {
                html.raw(" ").element("span", "class=\"tag bad\"", "failed");
            }
            html.raw("<td class=\"n\">" + time(each.getValue() / 1000.0) + "<td class=\"n\">"
                    + Math.round(share(each.getValue(), total)) + "%\n");
            color = (color + 1) % PALETTE.size();
        }
        html.raw("</tbody></table></div>\n<p class=\"more\">How long each goal took when it last ran.</p>\n");
        html.endSection();
    }

    @Override
    public Optional<Advice> missing() {
        return report.goals().times().isEmpty()
                ? Optional.of(new Advice("", "No goal has noted its time", "mvn package"))
                : Optional.empty();
    }

    private void timeBar(long total) {
        List<Bar.Part> parts = new ArrayList<>();
        for (long time : report.goals().times().values()) {
            int color = parts.size() % PALETTE.size();
            parts.add(new Bar.Part(share(time, total), "c" + color, PALETTE.get(color)));
        }
        Bar.write(html, parts);
    }
}
