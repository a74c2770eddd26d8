package io.github.godocker.check.coverage;

import io.github.godocker.GoDockerException;
import io.github.godocker.handover.OwnTree;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;

/** LCOV's trace file, which genhtml, Codecov, SonarQube and the gutters of editors read. */
final class Lcov {
    private Lcov() {}

    static void write(OwnTree tree, Path target, Collection<ReportedFile> files) {
        try {
            tree.writeText(target, out -> {
                for (ReportedFile file : files) {
                    write(out, file);
                }
            });
        } catch (IOException e) {
            throw GoDockerException.unwritable(target, e);
        }
    }

    private static void write(Writer out, ReportedFile file) throws IOException {
        out.write("TN:\nSF:" + file.path() + "\n");
        int called = 0;
        for (ReportedFile.Function function : file.functions()) {
            out.write("FN:" + function.line() + "," + function.name() + "\n");
        }
        for (ReportedFile.Function function : file.functions()) {
            long calls = file.calls(function);
            called += calls > 0 ? 1 : 0;
            out.write("FNDA:" + calls + "," + function.name() + "\n");
        }
        if (!file.functions().isEmpty()) {
            out.write("FNF:" + file.functions().size() + "\nFNH:" + called + "\n");
        }
        for (Map.Entry<Integer, Long> line : file.lines().entrySet()) {
            out.write("DA:" + line.getKey() + "," + line.getValue() + "\n");
        }
        out.write("LF:" + file.lines().size() + "\nLH:" + ReportedFile.covered(file.lines()) + "\nend_of_record\n");
    }
}
