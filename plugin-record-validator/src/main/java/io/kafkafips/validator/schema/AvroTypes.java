package io.kafkafips.validator.schema;

import java.util.List;

/** The complex types of Avro. The others are methods of {@link AvroCursor}. */
final class AvroTypes {
    private AvroTypes() {}

    /** No byte at all. */
    static final class Null implements AvroType {
        @Override
        public void check(AvroCursor in) {}

        @Override
        public boolean isEmpty() {
            return true;
        }
    }

    /** A number of bytes that the schema gives. */
    record Fixed(int size, String name) implements AvroType {
        @Override
        public void check(AvroCursor in) {
            in.skip(size, name);
        }

        @Override
        public boolean isEmpty() {
            return size == 0;
        }
    }

    /** The position of a symbol. */
    record Enumeration(int symbols) implements AvroType {
        @Override
        public void check(AvroCursor in) {
            int index = in.readInt();
            if (index < 0 || index >= symbols) {
                throw new Misfit("the position of a symbol, 0 to " + (symbols - 1));
            }
        }
    }

    /** The position of a branch, and a datum of it. */
    record Union(List<AvroType> branches) implements AvroType {
        Union {
            branches = List.copyOf(branches);
        }

        @Override
        public void check(AvroCursor in) {
            int index = in.readInt();
            if (index < 0 || index >= branches.size()) {
                throw new Misfit("the position of a branch, 0 to " + (branches.size() - 1));
            }
            branches.get(index).check(in);
        }
    }

    /** The fields one after the other. Made before its fields are known, since they may be of it. */
    static final class Struct implements AvroType {
        private final String[] names;
        private final AvroType[] types;
        private int fields;
        private boolean sealed;
        private boolean empty;
        private int emptyLevels;

        Struct(int fields) {
            this.fields = fields;
            names = new String[fields];
            types = new AvroType[fields];
        }

        void field(int position, String name, AvroType type) {
            names[position] = name;
            types[position] = type;
        }

        @Override
        public void check(AvroCursor in) {
            int field = 0;
            in.enter();
            in.requireRoom(emptyLevels);
            try {
                for (; field < fields; field++) {
                    types[field].check(in);
                }
            } catch (Misfit e) {
                throw e.in(names[field]);
            }
            in.leave();
        }

        /**
         * Ends the making: from here on it is immutable. Fields that take no byte are left out, but for how deep they are: each step
         * of a check then moves on, whereas records of empty records have a number of fields that is exponential in their depth.
         */
        void seal() {
            if (!sealed) {
                sealed = true;
                int kept = 0;
                for (int i = 0; i < types.length; i++) {
                    if (types[i] instanceof Struct struct) {
                        struct.seal();
                        emptyLevels = Math.max(emptyLevels, struct.empty ? struct.emptyLevels + 1 : 0);
                    }
                    if (!types[i].isEmpty()) {
                        field(kept++, names[i], types[i]);
                    }
                }
                fields = kept;
                empty = kept == 0;
            }
        }

        /** A record inside itself alone has no datum; it counts as not empty, so that its endless nesting is met. */
        @Override
        public boolean isEmpty() {
            return empty;
        }
    }

    /** Blocks of elements. */
    record Array(AvroType element) implements AvroType {
        @Override
        public void check(AvroCursor in) {
            in.enter();
            AvroCursor.Blocks blocks = in.blocks();
            int index = 0;
            for (long count = blocks.next(); count > 0; count = blocks.next()) {
                if (!element.isEmpty()) {
                    index = elements(in, index, count);
                }
            }
            in.leave();
        }

        private int elements(AvroCursor in, int first, long count) {
            int index = first;
            try {
                for (long left = count; left > 0; left--) {
                    element.check(in);
                    index++;
                }
            } catch (Misfit e) {
                throw e.at(index);
            }
            return index;
        }
    }

    /** Blocks of entries, each a string and a value. The path of a value has no key: it is the sender's. */
    record Map(AvroType value) implements AvroType {
        @Override
        public void check(AvroCursor in) {
            in.enter();
            AvroCursor.Blocks blocks = in.blocks();
            try {
                for (long count = blocks.next(); count > 0; count = blocks.next()) {
                    for (long left = count; left > 0; left--) {
                        in.readString();
                        value.check(in);
                    }
                }
            } catch (Misfit e) {
                throw e.in("*");
            }
            in.leave();
        }
    }
}
