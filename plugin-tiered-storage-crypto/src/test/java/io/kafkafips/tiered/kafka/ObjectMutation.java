package io.kafkafips.tiered.kafka;

import io.kafkafips.tiered.format.ContainerFormat;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What someone with write access to the storage can make of an object, with all that was ever stored at hand. */
enum ObjectMutation {
    FLIP {
        @Override
        byte[] of(StoredObject object, Vault vault, Random random) {
            byte[] bytes = object.container().clone();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            return bytes;
        }
    },
    OVERWRITE {
        @Override
        byte[] of(StoredObject object, Vault vault, Random random) {
            byte[] bytes = object.container().clone();
            byte[] noise = noise(random, 1 + random.nextInt(Math.min(bytes.length, 5000)));
            System.arraycopy(noise, 0, bytes, random.nextInt(bytes.length - noise.length + 1), noise.length);
            return bytes;
        }
    },
    TRUNCATE {
        @Override
        byte[] of(StoredObject object, Vault vault, Random random) {
            return Arrays.copyOf(object.container(), random.nextInt(object.container().length));
        }
    },
    TRUNCATE_AT_A_FRAME {
        @Override
        byte[] of(StoredObject object, Vault vault, Random random) {
            return Arrays.copyOf(object.container(), object.frameStart(random.nextInt(object.chunks())));
        }
    },
    TRUNCATE_AND_SAY_SO_IN_THE_HEADER {
        @Override
        byte[] of(StoredObject object, Vault vault, Random random) {
            int kept = random.nextInt(object.chunks());
            byte[] bytes = Arrays.copyOf(object.container(), object.frameStart(kept));
            ByteBuffer.wrap(bytes).putLong(LENGTH_AT, object.layout().chunkStart(kept));
            return bytes;
        }
    },
    EXTEND {
        @Override
        byte[] of(StoredObject object, Vault vault, Random random) {
            byte[] tail = noise(random, 1 + random.nextInt(200));
            return join(object.container(), random.nextBoolean() ? tail : new byte[tail.length]);
        }
    },
    EXTEND_BY_A_FRAME {
        @Override
        byte[] of(StoredObject object, Vault vault, Random random) {
            return join(object.container(), frame(object, random.nextInt(object.chunks())));
        }
    },
    SWAP_CHUNKS {
        @Override
        byte[] of(StoredObject object, Vault vault, Random random) {
            int one = random.nextInt(object.chunks());
            int other = random.nextInt(object.chunks());
            byte[] bytes = object.container().clone();
            put(bytes, object.frameStart(one), frame(object, other));
            put(bytes, object.frameStart(other), frame(object, one));
            return bytes;
        }
    },
    REPLAY_CHUNK {
        @Override
        byte[] of(StoredObject object, Vault vault, Random random) {
            byte[] bytes = object.container().clone();
            put(
                    bytes,
                    object.frameStart(random.nextInt(object.chunks())),
                    frame(object, random.nextInt(object.chunks())));
            return bytes;
        }
    },
    DROP_CHUNK {
        @Override
        byte[] of(StoredObject object, Vault vault, Random random) {
            int at = object.frameStart(random.nextInt(object.chunks()));
            byte[] bytes = object.container();
            int rest = Math.min(bytes.length, at + object.layout().largestFrameBytes());
            return join(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, rest, bytes.length));
        }
    },
    DUPLICATE_CHUNK {
        @Override
        byte[] of(StoredObject object, Vault vault, Random random) {
            int at = object.frameStart(random.nextInt(object.chunks()));
            byte[] bytes = object.container();
            return join(
                    Arrays.copyOf(bytes, at),
                    frame(object, random.nextInt(object.chunks())),
                    Arrays.copyOfRange(bytes, at, bytes.length));
        }
    },
    MOVE_BYTES {
        @Override
        byte[] of(StoredObject object, Vault vault, Random random) {
            byte[] bytes = object.container().clone();
            int from = random.nextInt(bytes.length);
            int to = random.nextInt(bytes.length);
            int length = Math.min(1 + random.nextInt(5000), bytes.length - Math.max(from, to));
            System.arraycopy(object.container(), from, bytes, to, length);
            return bytes;
        }
    },
    SWAP_IVS_OR_TAGS {
        @Override
        byte[] of(StoredObject object, Vault vault, Random random) {
            boolean ivs = random.nextBoolean();
            int one = random.nextInt(object.chunks());
            int other = random.nextInt(object.chunks());
            int length = ivs ? ContainerFormat.IV_BYTES : ContainerFormat.TAG_BYTES;
            int oneAt = object.frameStart(one) + (ivs ? 0 : object.frameBytes(one) - length);
            int otherAt = object.frameStart(other) + (ivs ? 0 : object.frameBytes(other) - length);
            byte[] bytes = object.container().clone();
            System.arraycopy(object.container(), oneAt, bytes, otherAt, length);
            System.arraycopy(object.container(), otherAt, bytes, oneAt, length);
            return bytes;
        }
    },
    SPLICE {
        @Override
        byte[] of(StoredObject object, Vault vault, Random random) {
            byte[] other = vault.any(random).container();
            byte[] bytes = object.container();
            int cut = random.nextBoolean()
                    ? object.frameStart(random.nextInt(object.chunks()))
                    : random.nextInt(bytes.length);
            return join(
                    Arrays.copyOf(bytes, cut), Arrays.copyOfRange(other, Math.min(cut, other.length), other.length));
        }
    },
    FRAME_OF_ANOTHER {
        @Override
        byte[] of(StoredObject object, Vault vault, Random random) {
            return withFrameOf(vault.any(random), object, random);
        }
    },
    FRAME_OF_THE_SAME_UPLOAD_AND_KEY {
        @Override
        byte[] of(StoredObject object, Vault vault, Random random) {
            return withFrameOf(vault.sibling(object, random), object, random);
        }
    },
    FRAME_OF_AN_OLDER_UPLOAD {
        @Override
        byte[] of(StoredObject object, Vault vault, Random random) {
            return withFrameOf(vault.older(object), object, random);
        }
    },
    OBJECT_OF_ANOTHER_SEGMENT {
        @Override
        byte[] of(StoredObject object, Vault vault, Random random) {
            return vault.any(random).container().clone();
        }
    },
    OBJECT_OF_ANOTHER_KIND {
        @Override
        byte[] of(StoredObject object, Vault vault, Random random) {
            return vault.sibling(object, random).container().clone();
        }
    },
    OBJECT_OF_AN_OLDER_UPLOAD {
        @Override
        byte[] of(StoredObject object, Vault vault, Random random) {
            return vault.older(object).container().clone();
        }
    },
    HEADER_FIELD {
        @Override
        byte[] of(StoredObject object, Vault vault, Random random) {
            byte[] bytes = object.container().clone();
            int field = random.nextInt(HEADER_FIELDS.length - 1);
            int from = HEADER_FIELDS[field];
            byte[] value = noise(random, HEADER_FIELDS[field + 1] - from);
            if (random.nextBoolean()) {
                // a value near the right one: the next kind, another chunk size, a byte more
                value = Arrays.copyOfRange(bytes, from, from + value.length);
                value[value.length - 1] += (byte) (random.nextBoolean() ? 1 : -1);
            }
            put(bytes, from, value);
            return bytes;
        }
    },
    HEADER_OF_ANOTHER {
        @Override
        byte[] of(StoredObject object, Vault vault, Random random) {
            return withHeaderPart(vault.any(random), object, 0);
        }
    },
    HEADER_OF_THE_SAME_UPLOAD {
        @Override
        byte[] of(StoredObject object, Vault vault, Random random) {
            return withHeaderPart(vault.sibling(object, random), object, 0);
        }
    },
    KEY_OF_ANOTHER {
        @Override
        byte[] of(StoredObject object, Vault vault, Random random) {
            return withHeaderPart(vault.any(random), object, WRAP_AT);
        }
    },
    HEADER_OF_AN_OLDER_UPLOAD {
        @Override
        byte[] of(StoredObject object, Vault vault, Random random) {
            return withHeaderPart(vault.older(object), object, random.nextBoolean() ? 0 : WRAP_AT);
        }
    },
    PLAINTEXT {
        @Override
        byte[] of(StoredObject object, Vault vault, Random random) {
            return switch (random.nextInt(3)) {
                case 0 -> object.plain().clone();
                case 1 -> Arrays.copyOf(object.plain(), object.container().length);
                default -> join(Arrays.copyOf(object.container(), ContainerFormat.HEADER_BYTES), object.plain());
            };
        }
    },
    PLAINTEXT_IN_A_FRAME {
        @Override
        byte[] of(StoredObject object, Vault vault, Random random) {
            byte[] bytes = object.container().clone();
            int chunk = random.nextInt(object.chunks());
            int from = (int) object.layout().chunkStart(chunk);
            byte[] plain = Arrays.copyOfRange(
                    object.plain(), from, from + object.layout().plainBytes(chunk));
            put(bytes, object.frameStart(chunk) + ContainerFormat.IV_BYTES, plain);
            return bytes;
        }
    },
    NOTHING {
        @Override
        byte[] of(StoredObject object, Vault vault, Random random) {
            return new byte[0];
        }
    },
    NOISE {
        @Override
        byte[] of(StoredObject object, Vault vault, Random random) {
            int length = random.nextBoolean() ? object.container().length : random.nextInt(3000);
            return noise(random, length);
        }
    };

    private static final int LENGTH_AT = 8;
    private static final int WRAP_AT = 32;

    /** Where the fields of a header begin: magic, version, suite, kind, chunk size, length, object id, wrap, its first part. */
    private static final int[] HEADER_FIELDS = {0, 4, 5, 6, 7, 8, 16, 32, 33, 34, 36, 64, 128, 512, 1024};

    /** The object's bytes after it; not always others. */
    abstract byte[] of(StoredObject object, Vault vault, Random random);

    /** All objects that someone with access may have kept. */
    record Vault(List<StoredObject> current, List<StoredObject> older) {
        StoredObject any(Random random) {
            List<StoredObject> from = random.nextInt(4) == 0 ? older : current;
            return from.get(random.nextInt(from.size()));
        }

        /** Of the same upload, sealed with the same key; may be the object itself. */
        StoredObject sibling(StoredObject object, Random random) {
            List<StoredObject> siblings = current.stream()
                    .filter(other -> other.segment().equals(object.segment()))
                    .toList();
            return siblings.get(random.nextInt(siblings.size()));
        }

        /** The same object of an upload of the same segment before, where there was one; else of some upload. */
        StoredObject older(StoredObject object) {
            return older.stream()
                    .filter(other -> other.name().equals(object.name()))
                    .findFirst()
                    .orElse(older.get(0));
        }
    }

    private static byte[] withFrameOf(StoredObject source, StoredObject object, Random random) {
        byte[] bytes = object.container().clone();
        int same = random.nextInt(object.chunks());
        int from = random.nextBoolean() && same < source.chunks() ? same : random.nextInt(source.chunks());
        put(bytes, object.frameStart(same), frame(source, from));
        return bytes;
    }

    private static byte[] withHeaderPart(StoredObject source, StoredObject object, int from) {
        byte[] bytes = object.container().clone();
        put(bytes, from, Arrays.copyOfRange(source.container(), from, ContainerFormat.HEADER_BYTES));
        return bytes;
    }

    private static byte[] frame(StoredObject object, int chunk) {
        int at = object.frameStart(chunk);
        return Arrays.copyOfRange(object.container(), at, at + object.frameBytes(chunk));
    }

    /** As much of {@code part} as fits. */
    private static void put(byte[] bytes, int at, byte[] part) {
        System.arraycopy(part, 0, bytes, at, Math.min(part.length, bytes.length - at));
    }

    private static byte[] noise(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
