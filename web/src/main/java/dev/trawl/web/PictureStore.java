package dev.trawl.web;

import dev.trawl.core.StoredObject;
import dev.trawl.core.port.Objects;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Fetches pictures and stores them as they come, without holding one in memory. What its first bytes show to be no
 * picture is not read on. Safe for any number of threads.
 */
public final class PictureStore {
    /** As far as a picture's size is looked for: cameras write long heads. */
    private static final int HEAD_BYTES_MAX = 512 * 1024;

    /** How much longer each look at the head is than the one before. */
    private static final int HEAD_GROWTH = 8;

    private static final int BLOCK_BYTES = 64 * 1024;

    private final Fetcher fetcher;
    private final Objects objects;

    /** A store that fetches with this fetcher. */
    public PictureStore(Fetcher fetcher, Objects objects) {
        this.fetcher = fetcher;
        this.objects = objects;
    }

    /** Asks once; a good answer is a {@link Picture}, whatever it is. */
    public Fetched<Picture> get(FetchRequest request, PictureWish wish) throws InterruptedException {
        return fetcher.get(request, new Look(wish));
    }

    /** Looks at the first bytes and goes on where they are a picture's. */
    private final class Look implements BodyReader<Picture> {
        private final PictureWish wish;

        Look(PictureWish wish) {
            this.wish = wish;
        }

        @Override
        public Picture read(WebAddress address, Map<String, String> headers, InputStream body) throws IOException {
            return PictureStore.this.read(body, wish);
        }

        @Override
        public boolean peeks() {
            return true;
        }
    }

    private Picture read(InputStream body, PictureWish wish) throws IOException {
        byte[] head = body.readNBytes(PictureType.HEAD_BYTES);
        Optional<PictureType> type = PictureType.of(head);
        if (type.isEmpty()) {
            return new Picture.NotAPicture(extended(head, body, wish.otherBytesMax()));
        }
        return keep(head, body, type.get(), wish);
    }

    private Picture keep(byte[] first, InputStream body, PictureType type, PictureWish wish) throws IOException {
        byte[] head = first;
        Optional<PictureSize> size = PictureSize.of(type, head);
        while (size.isEmpty() && type != PictureType.MP4 && head.length < HEAD_BYTES_MAX) {
            byte[] longer = extended(head, body, Math.min(head.length * HEAD_GROWTH, HEAD_BYTES_MAX));
            if (longer.length == head.length) {
                break;
            }
            head = longer;
            size = PictureSize.of(type, head);
        }
        try (Objects.Draft draft = objects.draft()) {
            byte[] md5 = copy(head, body, draft);
            if (wish.removed().test(md5)) {
                return new Picture.Removed();
            }
            StoredObject stored = draft.publish(wish.name() + "." + type.extension(), type.mediaType());
            return new Picture.Stored(stored, type, size);
        }
    }

    private static byte[] copy(byte[] head, InputStream body, Objects.Draft draft) throws IOException {
        DigestOutputStream out = new DigestOutputStream(draft.content(), md5());
        out.write(head);
        byte[] block = new byte[BLOCK_BYTES];
        for (int read = body.read(block); read >= 0; read = body.read(block)) {
            out.write(block, 0, read);
        }
        out.flush();
        return out.getMessageDigest().digest();
    }

    private static byte[] extended(byte[] head, InputStream body, int bytesMax) throws IOException {
        if (bytesMax <= head.length) {
            return Arrays.copyOf(head, bytesMax);
        }
        byte[] more = body.readNBytes(bytesMax - head.length);
        byte[] all = Arrays.copyOf(head, head.length + more.length);
        System.arraycopy(more, 0, all, head.length, more.length);
        return all;
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every JDK has MD5", e);
        }
    }
}
