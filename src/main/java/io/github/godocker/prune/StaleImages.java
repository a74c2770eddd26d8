package io.github.godocker.prune;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.Docker;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.docker.Storage.StoredContainer;
import io.github.godocker.docker.Storage.StoredImage;
import io.github.godocker.image.ImageMark;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which images and tags nobody needs. */
record StaleImages(Docker docker, PruneSpec spec, Age age) {
    /** What the image of one platform has behind the tag of all. */
    private static final String PLATFORM = "-linux-[a-z0-9]+(-v\\d+)?$";

    private static final int SHORT_ID = 12;

    /**
     * A tag that we made.
     *
     * @param release what all tags of an image, and images of several platforms, have in common
     */
    private record OwnTag(StoredImage image, String reference, String repository, String release) {}

    /** @param containers of whomever, that stay */
    List<Verdict> judge(List<StoredContainer> containers) {
        List<Verdict> verdicts = new ArrayList<>();
        List<OwnTag> tags = new ArrayList<>();
        for (StoredImage each : docker.storage().images(ImageMark.PROJECT)) {
            if (!spec.isOfProject(each.labels().get(ImageMark.PROJECT))) {
                continue;
            }
            if (!ImageMark.isLastStep(docker.storage().lastStep(each.id()))) {
                verdicts.add(stays(each, "it is built on an image of ours, by something else"));
            } else if (each.tags().isEmpty()) {
                verdicts.add(untagged(each, containers));
            } else {
                tags.addAll(ownTags(each));
            }
        }
        verdicts.addAll(judgeTags(tags, containers));
        return verdicts.stream()
                .filter(each -> spec.kinds().contains(each.kind()))
                .toList();
    }

    private Verdict untagged(StoredImage each, List<StoredContainer> containers) {
        String user = userOf(each, containers);
        if (!user.isEmpty()) {
            return stays(each, "container " + user + " uses it");
        }
        if (spec.olderThan() != null) {
            Instant since = each.since();
            if (since == null) {
                return stays(each, "its age is not known");
            }
            if (age.isTooYoung(since)) {
                return stays(each, "it is " + age.words(since));
            }
        }
        String repository = each.labels().getOrDefault(ImageMark.REPOSITORY, "");
        return new Verdict(
                Kind.IMAGES,
                shortId(each) + (repository.isEmpty() ? "" : " (" + repository + ")"),
                each.id(),
                each.size(),
                "it has no tag",
                () -> {
                    docker.storage().removeImage(each.id());
                    return true;
                });
    }

    /** Its tags in its own repository: any other one was given by somebody else. */
    private static List<OwnTag> ownTags(StoredImage image) {
        String repository = image.labels().getOrDefault(ImageMark.REPOSITORY, "");
        List<OwnTag> own = new ArrayList<>();
        for (String tag : image.tags()) {
            try {
                ImageReference reference = ImageReference.parse(tag);
                ImageReference main = ImageReference.parse(repository);
                if (reference.registry().equals(main.registry())
                        && reference.repository().equals(main.repository())) {
                    own.add(new OwnTag(image, tag, repository, reference.tag().replaceFirst(PLATFORM, "")));
                }
            } catch (GoDockerException e) {
                // A name that is none of ours.
            }
        }
        String release =
                own.stream().map(OwnTag::release).min(Comparator.naturalOrder()).orElse("");
        return own.stream()
                .map(each -> new OwnTag(image, each.reference(), repository, release))
                .toList();
    }

    private List<Verdict> judgeTags(List<OwnTag> tags, List<StoredContainer> containers) {
        Map<String, Set<String>> newest = new LinkedHashMap<>();
        int kept = spec.keepTags() == null ? 1 : spec.keepTags();
        // Those without a date would come in any order: they stay, and count for nothing.
        List<OwnTag> ordered = tags.stream()
                .filter(each -> each.image().since() != null)
                .sorted(Comparator.comparing((OwnTag each) -> since(each.image()))
                        .thenComparing(OwnTag::release, StaleImages::compareVersions)
                        .reversed())
                .toList();
        for (OwnTag each : ordered) {
            Set<String> images = newest.computeIfAbsent(each.repository(), key -> new LinkedHashSet<>());
            if (images.size() < kept || images.contains(each.release())) {
                images.add(each.release());
            }
        }
        // All tags of an image that stays stay: without one it would not be known for what it is.
        Set<String> staying = new LinkedHashSet<>();
        for (OwnTag each : ordered) {
            if (newest.getOrDefault(each.repository(), Set.of()).contains(each.release())) {
                staying.add(each.image().id());
            }
        }
        List<Verdict> verdicts = new ArrayList<>();
        for (OwnTag each : tags) {
            if (each.image().since() == null) {
                verdicts.add(Verdict.stays(Kind.TAGS, each.reference(), each.reference(), "its age is not known"));
            }
        }
        Set<String> measured = new LinkedHashSet<>();
        for (OwnTag each : ordered) {
            String why = whyItStays(each, staying, containers);
            verdicts.add(
                    why.isEmpty()
                            ? new Verdict(
                                    Kind.TAGS,
                                    each.reference(),
                                    each.reference(),
                                    measured.add(each.image().id())
                                            ? each.image().size()
                                            : -1,
                                    whyItGoes(each, kept),
                                    () -> untag(each))
                            : Verdict.stays(Kind.TAGS, each.reference(), each.reference(), why));
        }
        return verdicts;
    }

    private String whyItStays(OwnTag each, Set<String> newest, List<StoredContainer> containers) {
        if (spec.keepTags() == null && spec.olderThan() == null) {
            return "neither pruneKeepTags nor pruneOlderThan says that tags get old";
        }
        if (newest.contains(each.image().id())) {
            return "it is of the newest";
        }
        String user = userOf(each.image(), containers);
        if (!user.isEmpty()) {
            return "container " + user + " uses it";
        }
        Instant since = each.image().since();
        return since != null && age.isTooYoung(since) ? "it is " + age.words(since) : "";
    }

    private String whyItGoes(OwnTag each, int kept) {
        Instant since = each.image().since();
        String old = since == null ? "" : ", " + age.words(since);
        return (kept == 1 ? "not the newest" : "not of the newest " + kept) + old;
    }

    /** Meanwhile it may be a new image's. */
    private boolean untag(OwnTag each) {
        boolean same = docker.images()
                .find(each.reference())
                .filter(now -> now.id().equals(each.image().id()))
                .isPresent();
        if (same) {
            docker.storage().removeImage(each.reference());
        }
        return same;
    }

    private static String userOf(StoredImage image, List<StoredContainer> containers) {
        return containers.stream()
                .filter(each -> each.imageId().equals(image.id())
                        || each.image().equals(image.id())
                        || image.tags().contains(each.image()))
                .map(StoredContainer::name)
                .findFirst()
                .orElse("");
    }

    private static Instant since(StoredImage image) {
        Instant since = image.since();
        return since == null ? Instant.EPOCH : since;
    }

    private static String shortId(StoredImage image) {
        String hex = image.id().replaceFirst("^sha256:", "");
        return hex.substring(0, Math.min(SHORT_ID, hex.length()));
    }

    private static Verdict stays(StoredImage each, String why) {
        boolean tagged = !each.tags().isEmpty();
        return Verdict.stays(
                tagged ? Kind.TAGS : Kind.IMAGES, tagged ? each.tags().get(0) : shortId(each), each.id(), why);
    }

    /** Numbers in them by their value: 1.10 comes after 1.9. */
    static int compareVersions(String one, String other) {
        String[] parts = one.split("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)");
        String[] others = other.split("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)");
        for (int i = 0; i < Math.min(parts.length, others.length); i++) {
            boolean numbers = Character.isDigit(parts[i].charAt(0)) && Character.isDigit(others[i].charAt(0));
            int order = numbers
                    ? new BigInteger(parts[i]).compareTo(new BigInteger(others[i]))
                    : parts[i].compareTo(others[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(parts.length, others.length);
    }
}
