package io.kafkafips.tiered.view;

import io.kafkafips.tiered.view.RefusedAccess.RealFileRequiredException;
import java.io.FileNotFoundException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.ProviderMismatchException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Tells whether a delegate failed because it wanted a file on a disk where a {@link CiphertextView} is none. Failures of its storage
 * look different: they come neither from the view nor from the JDK's refusal of a path that leads nowhere. Stateless.
 */
public final class RealFileNeed {
    private static final int MOST_CAUSES = 100;
    private static final String OWN_CLASSES = RealFileNeed.class.getPackageName() + ".";
    private static final String URI_IS_NO_FILE = "URI scheme is not \"file\"";

    private RealFileNeed() {}

    /**
     * What the delegate asked for that needs a real file, in words for the operator.
     *
     * @param failure what the delegate threw
     * @param views what it was given
     */
    public static Optional<String> in(Throwable failure, Collection<CiphertextView> views) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> next = new ArrayDeque<>();
        next.add(failure);
        while (!next.isEmpty() && seen.size() < MOST_CAUSES) {
            Throwable one = next.remove();
            if (!seen.add(one)) {
                continue;
            }
            if (saysSo(one)) {
                return Optional.of(words(one));
            }
            if (one.getCause() != null) {
                next.add(one.getCause());
            }
            next.addAll(Arrays.asList(one.getSuppressed()));
        }
        return views.stream()
                .filter(view -> !view.wasReadWhole())
                .map(view -> view.refusedAccess().last())
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static boolean saysSo(Throwable one) {
        if (one instanceof RealFileRequiredException || one instanceof ProviderMismatchException) {
            return true;
        }
        String message = Objects.requireNonNullElse(one.getMessage(), "");
        if (one instanceof FileNotFoundException || one instanceof FileSystemException) {
            return message.contains(CiphertextPath.NOWHERE);
        }
        if (one instanceof FileSystemNotFoundException) {
            return message.contains(CiphertextFileSystemProvider.SCHEME);
        }
        if (one instanceof ClassCastException) {
            return message.contains(OWN_CLASSES);
        }
        if (one instanceof IllegalArgumentException) {
            return message.equals(URI_IS_NO_FILE);
        }
        return one instanceof UnsupportedOperationException && isOfTheJdksFileClasses(one);
    }

    /** A default method of the JDK that the view does not override, such as one that a later release has added. */
    private static boolean isOfTheJdksFileClasses(Throwable one) {
        StackTraceElement[] trace = one.getStackTrace();
        return trace.length > 0 && trace[0].getClassName().startsWith("java.nio.");
    }

    private static String words(Throwable one) {
        String message = one.getMessage();
        return one instanceof RealFileRequiredException && message != null ? message : one.toString();
    }
}
