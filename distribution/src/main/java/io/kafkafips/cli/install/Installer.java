package io.kafkafips.cli.install;

import io.kafkafips.cli.install.InstallPlan.Action;
import io.kafkafips.cli.install.InstallPlan.Step;
import io.kafkafips.cli.install.InstallRecord.Entry;
import io.kafkafips.cli.install.InstallRecord.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Changes a Kafka by a plan, and takes that back. Every file is there whole or not at all; the record says from the first moment on what
 * is under way, so that an interrupted run can be undone. Not thread-safe.
 */
final class Installer {
    private final KafkaHome kafka;
    private final InstallHistory history;

    Installer(KafkaHome kafka, InstallHistory history) {
        this.kafka = kafka;
        this.history = history;
    }

    /** Does what a plan without findings says. */
    void install(InstallPlan plan, Bundle bundle, String version) throws IOException {
        InstallRecord installation = plan.begin(version, kafka);
        history.add(installation);
        for (Entry entry : installation.removed()) {
            KafkaFiles.keep(there(entry), history.kept(entry.file()));
        }
        for (Step step : plan.steps()) {
            Path target = kafka.folder().resolve(step.file());
            switch (step.action()) {
                case COPY, REPLACE -> KafkaFiles.copy(bundle.source(step.file()), target);
                case REMOVE -> Files.delete(target);
                case KEEP -> {}
            }
        }
        history.update(installation.in(State.INSTALLED));
    }

    /** What would happen to each file if the newest installation were taken back. */
    static List<Step> stepsBack(InstallRecord installation) {
        List<Step> steps = new ArrayList<>();
        for (Entry entry : installation.installed()) {
            Optional<Entry> before = installation.removed(entry.file());
            steps.add(new Step(
                    before.isPresent() ? Action.REPLACE : Action.REMOVE,
                    entry.file(),
                    before.orElse(entry).sha256(),
                    entry.sha256()));
        }
        installation.removed().stream()
                .filter(entry -> !installation.hasInstalled(entry.file()))
                .map(entry -> new Step(Action.COPY, entry.file(), entry.sha256(), ""))
                .forEach(steps::add);
        return steps;
    }

    /** What speaks against taking an installation back: files that are not as it left them. */
    List<Finding> obstacles(InstallRecord installation) throws IOException {
        List<Finding> findings = new ArrayList<>();
        for (Step step : stepsBack(installation)) {
            Path file = kafka.folder().resolve(step.file());
            String now = KafkaFiles.sha256(file);
            boolean wasThere = step.action() != Action.REMOVE;
            boolean asLeft = now.equals(step.before());
            boolean asBefore = now.equals(wasThere ? step.sha256() : "");
            if (!asLeft && !(installation.isInterrupted() && asBefore)) {
                findings.add(
                        changed(step.file(), now.isEmpty() ? "is gone" : "is not what the installation left there"));
            } else if (wasThere && !asBefore && !keptIs(step)) {
                findings.add(new Finding(
                        "kept-file",
                        step.file(),
                        "what was there before is no longer kept under " + history.kept(step.file()),
                        "bring that file back from a backup of the node"));
            }
        }
        return findings;
    }

    private boolean keptIs(Step step) throws IOException {
        return KafkaFiles.sha256(history.kept(step.file())).equals(step.sha256());
    }

    private static Finding changed(String file, String how) {
        return new Finding(
                "changed-since",
                file,
                "the file " + how + ": somebody changed it since",
                "find out who did, and bring back the file of the installation; its digest is in the record");
    }

    /** Takes the newest installation back, after {@link #obstacles} found none. */
    void undo(InstallRecord installation) throws IOException {
        history.update(installation.in(State.UNDOING));
        for (Entry entry : installation.removed()) {
            Path kept = history.kept(entry.file());
            if (Files.exists(kept)) {
                KafkaFiles.restore(kept, there(entry));
            }
        }
        for (Entry entry : installation.installed()) {
            KafkaFiles.sweep(there(entry));
            if (installation.removed(entry.file()).isEmpty()) {
                Files.deleteIfExists(there(entry));
            }
        }
        history.forget();
    }

    private Path there(Entry entry) {
        return kafka.folder().resolve(entry.file());
    }
}
