package io.github.godocker.check.page;

import io.github.godocker.check.page.Report.Image;
import io.github.godocker.check.page.Report.Verdict;
import io.github.godocker.image.ImageRecord;
import io.github.godocker.log.Brief;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the images are made of, and how large they are. */
record ImageSection(Report report, Html html) implements Section {
    @Override
    public void card() {
        if (report.images().isEmpty()) {
            Card.missing(html, report, "Image", "build", "not built: ", "mvn package");
            return;
        }
        ImageRecord first = report.images().get(0).record();
        String size = Brief.size(first.images().get(0).size());
        int space = size.indexOf(' ');
        Card card =
                new Card(html, "Image", "images", Verdict.UNKNOWN, size.substring(0, space), size.substring(space + 1));
        card.end(first.image()
                + (report.images().size() > 1 ? " and " + (report.images().size() - 1) + " more" : ""));
    }

    @Override
    public void write() {
        if (report.images().isEmpty()) {
            return;
        }
        html.section("images", report.images().size() == 1 ? "Image" : "Images", "");
        for (Image image : report.images()) {
            ImageRecord made = image.record();
            html.element("h3", "class=\"path\"", made.image()).raw("\n<dl>");
            fact("Base", made.base());
            fact("Compiled in", made.builderImage());
            fact("Go", made.goVersion().replaceFirst("^go", ""));
            fact("Tags", String.join(" ", made.tags()));
            String digest = made.digest();
            fact("Pushed", digest == null ? "no" : digest);
            html.raw(
                            "</dl>\n<div class=\"wide\"><table><thead><tr><th scope=\"col\">Part<th scope=\"col\" class=\"n\">Size")
                    .raw(
                            "<th scope=\"col\" class=\"bars\"><span class=\"unseen\">Bar</span><th scope=\"col\">Id</tr></thead>\n");
            long largest = 1;
            for (ImageRecord.PlatformImage each : made.images()) {
                largest = Math.max(largest, each.size());
            }
            for (long size : image.binaries().values()) {
                largest = Math.max(largest, size);
            }
            for (ImageRecord.PlatformImage each : made.images()) {
                html.raw("<tbody>");
                part("image " + each.platform(), each.size(), largest, Brief.id(each.id()), "accent");
                String prefix = each.platform() + " ";
                for (Map.Entry<String, Long> binary : image.binaries().entrySet()) {
                    if (binary.getKey().startsWith(prefix)) {
                        String name = binary.getKey().substring(prefix.length());
                        part("binary " + name, binary.getValue(), largest, "", "soft");
                    }
                }
                html.raw("</tbody>\n");
            }
            html.raw("</table></div>\n");
        }
        html.endSection();
    }

    @Override
    public Optional<Advice> missing() {
        return report.images().isEmpty()
                ? Optional.of(new Advice("build", "No image was built", "mvn package"))
                : Optional.empty();
    }

    private void fact(String name, String value) {
        html.raw("<div>").element("dt", name).element("dd", value).raw("</div>");
    }

    private void part(String name, long size, long largest, String id, String color) {
        html.raw("<tr><th scope=\"row\">")
                .text(name)
                .raw("<td class=\"n\">" + Brief.size(size) + "<td class=\"bars\">");
        Bar.write(html, List.of(new Bar.Part(100.0 * size / largest, color, "#3b6fb6")));
        html.raw("<td>").element("code", id).raw("\n");
    }
}
