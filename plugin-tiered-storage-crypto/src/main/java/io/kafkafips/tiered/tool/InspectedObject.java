package io.kafkafips.tiered.tool;

import io.kafkafips.tiered.format.ContainerHeader;
import io.kafkafips.tiered.format.MalformedContainerException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An object as it shows itself without a key: nothing of it is authenticated.
 *
 * @param header {@code null} when it does not begin with one
 * @param finding what is wrong with it at first sight, {@code null} when nothing is
 */
public record InspectedObject(
        StoredObject object,
        @Nullable ContainerHeader header,
        @Nullable ObjectFinding finding) {

    static InspectedObject of(StoredObject object) throws IOException {
        try {
            ContainerHeader header = object.header();
            return new InspectedObject(object, header, finding(object, header));
        } catch (MalformedContainerException e) {
            return new InspectedObject(
                    object, null, new ObjectFinding(object.file(), Fault.MALFORMED, String.valueOf(e.getMessage())));
        }
    }

    private static @Nullable ObjectFinding finding(StoredObject object, ContainerHeader header) {
        if (object.type() != null && object.type() != header.type()) {
            return new ObjectFinding(
                    object.file(),
                    Fault.WRONG_IDENTITY,
                    "it is " + header.type() + " in the place of " + object.type());
        }
        SizeFault wrong = SizeFault.of(header.layout(), object.bytes());
        return wrong == null ? null : new ObjectFinding(object.file(), wrong.fault(), wrong.explanation());
    }
}
