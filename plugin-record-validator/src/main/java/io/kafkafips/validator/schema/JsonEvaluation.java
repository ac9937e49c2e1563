package io.kafkafips.validator.schema;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The evaluation of one text against a JSON Schema, bounded in what it keeps and in what it does: a text can have a misfit for each
 * of its bytes, and a schema that refers to itself more than once on the same level doubles the work with each level of the text.
 */
final class JsonEvaluation extends ExecutionContext {
    private final int maxErrors;
    private List<Error> errors;
    private long refsLeft;

    JsonEvaluation(ExecutionConfig config, JsonLimits limits, int bytes) {
        super(config);
        // one more than is told, to know that there are more
        maxErrors = limits.maxErrors() + 1;
        errors = new Bounded(new ArrayList<>());
        refsLeft = FREE_REFS + (long) limits.refsPerByte() * bytes;
    }

    private static final int FREE_REFS = 10_000;

    @Override
    public List<Error> getErrors() {
        return errors;
    }

    @Override
    public void setErrors(List<Error> list) {
        errors = list instanceof Bounded ? list : new Bounded(list);
    }

    @Override
    public void addError(Error error) {
        errors.add(error);
    }

    void countRef() {
        if (--refsLeft < 0) {
            throw Misfit.inWords("expected a text for which fewer references of the schema are followed");
        }
    }

    /** A view of a list that takes no more than is told; that there are any is never lost. */
    private final class Bounded extends AbstractList<Error> {
        private final List<Error> list;

        Bounded(List<Error> list) {
            this.list = list;
        }

        @Override
        public boolean add(Error error) {
            return list.size() < maxErrors && list.add(error);
        }

        @Override
        public boolean addAll(Collection<? extends Error> more) {
            boolean added = false;
            for (Error error : more) {
                added |= add(error);
            }
            return added;
        }

        @Override
        public Error get(int index) {
            return list.get(index);
        }

        @Override
        public int size() {
            return list.size();
        }

        @Override
        public void clear() {
            list.clear();
        }
    }
}
