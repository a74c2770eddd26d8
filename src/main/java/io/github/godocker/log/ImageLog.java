package io.github.godocker.log;

import java.time.Duration;
import java.util.List;

/** What compiling a program and pulling, building and pushing an image tell. */
public final class ImageLog extends RoomLog {
    public ImageLog(Console console) {
        super(console);
    }

    public void compiling(List<String> mains, String platform, String builderImage) {
        info("Compiling " + String.join(" ", mains) + " for " + platform + " in " + builderImage);
    }

    public void compilingLibrary(String platform, String builderImage) {
        info("Compiling ./... (a library) for " + platform + " in " + builderImage);
    }

    public void compiled(String binary, long bytes, Duration time) {
        info("Compiled " + binary + " (" + Brief.size(bytes) + ") in " + Brief.seconds(time));
    }

    public void compiledLibrary(String module, Duration time) {
        info("Compiled " + module + " in " + Brief.seconds(time));
    }

    /** Main packages where no convention looks for them; there may be dozens. */
    public void mainsOfLibrary(List<String> mains) {
        String first = mains.get(0);
        info("  " + (mains.size() == 1 ? first + " makes" : first + " and " + (mains.size() - 1) + " more make")
                + " no image; to have one: <mains>" + first + "</mains>");
    }

    /** @param files of the module that import "C" */
    public void withoutCgo(List<String> files) {
        warn("Cgo is off, and so "
                + (files.size() == 1 ? "" : files.size() + " files with C code are left out, such as ")
                + files.get(0) + (files.size() == 1 ? ", which imports \"C\", is left out" : "")
                + ": set <cgo>true</cgo> if the program needs it");
    }

    public void pulling(String image) {
        info("Pulling " + image);
    }

    public void pulled(String image, Duration time) {
        info("Pulled " + image + " in " + Brief.seconds(time));
    }

    /** A transfer that goes on; the caller throttles. */
    public void transferring(String image, long done, long total) {
        if (interactive() && total > 0) {
            info("  " + image + ": " + (100 * done / total) + " % of " + Brief.size(total));
        }
    }

    /** @param file that names it, as {@code main.go:12} */
    public void notInImage(String name, String file) {
        info("Hint: " + file + " names " + name
                + ", which is not in the image: put it below src/main/image or name it in"
                + " <files>, with <workingDirectory> where its path is a relative one, or embed it by //go:embed");
    }

    public void buildingImage(String reference, String base, String platform) {
        info("Building image " + reference + " from " + base + " for " + platform);
    }

    public void buildStep(String text) {
        debug("  " + text);
    }

    public void buildWarning(String text) {
        warn("Dockerfile: " + text);
    }

    /** @param starts the program; empty if it is not known */
    public void builtImage(String reference, String id, long bytes, String starts, Duration time) {
        info("Built " + reference + " (" + Brief.size(bytes) + ", " + Brief.id(id)
                + (starts.isEmpty() ? "" : ", starts " + starts) + ") in " + Brief.seconds(time));
    }

    public void tagged(String reference) {
        info("Tagged " + reference);
    }

    public void noImage(String module) {
        info("No image: " + module + " is a library");
    }

    public void pushing(String reference, String credentials) {
        info("Pushing " + reference + " " + credentials);
    }

    public void pushed(String reference, String digest, Duration time) {
        info("Pushed " + reference + " (" + digest + ") in " + Brief.seconds(time));
    }

    public void nothingToPush(String module) {
        info("Nothing to push: " + module + " is a library");
    }

    /** What somebody has asked to see. */
    public void printed(String line) {
        print(line);
    }

    /**
     * @param image the one before
     * @param change what is different
     */
    public void compared(String image, String id, long bytes, String change) {
        print("");
        print("compared with " + image + " (" + Brief.bytes(bytes) + ", " + Brief.id(id) + "): " + change);
    }
}
