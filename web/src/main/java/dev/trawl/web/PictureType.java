package dev.trawl.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What kind of picture bytes are, whatever their name or header says. */
public enum PictureType {
    JPG("image/jpeg", "jpg"),
    PNG("image/png", "png"),
    GIF("image/gif", "gif"),
    WEBP("image/webp", "webp"),
    AVIF("image/avif", "avif"),
    BMP("image/bmp", "bmp"),
    /** A film; pages serve some moving pictures as one. */
    MP4("video/mp4", "mp4");

    /** As many first bytes as are looked at. */
    public static final int HEAD_BYTES = 512;

    private static final int DIB_AT = 14;
    private static final Set<Integer> DIB_SIZES = Set.of(12, 40, 52, 56, 64, 108, 124);
    private static final Pattern AVIF_BRAND = Pattern.compile("avi[fs]");
    private static final Pattern FILM_BRAND = Pattern.compile("iso[m2-9]|mp4[12]|mp71|avc1|M4V.|dash|msdh|MSNV|f4v ");

    private final String mediaType;
    private final String extension;

    PictureType(String mediaType, String extension) {
        this.mediaType = mediaType;
        this.extension = extension;
    }

    /** Its media type. */
    public String mediaType() {
        return mediaType;
    }

    /** The end of its file name, without a dot. */
    public String extension() {
        return extension;
    }

    /**
     * Looks at first bytes.
     *
     * @param head {@link #HEAD_BYTES} of them, or all there are
     * @return empty where they are no picture that is known
     */
    public static Optional<PictureType> of(byte[] head) {
        Bytes bytes = new Bytes(head);
        if (bytes.matches(0, "\u00FF\u00D8\u00FF")) {
            return Optional.of(JPG);
        }
        if (bytes.matches(0, "\u0089PNG\r\n\u001A\n")) {
            return Optional.of(PNG);
        }
        if (bytes.matches(0, "GIF87a") || bytes.matches(0, "GIF89a")) {
            return Optional.of(GIF);
        }
        if (bytes.matches(0, "RIFF") && bytes.matches(8, "WEBP")) {
            return Optional.of(WEBP);
        }
        if (bytes.matches(0, "BM") && bytes.has(DIB_AT, 4) && DIB_SIZES.contains((int) bytes.little(DIB_AT, 4))) {
            return Optional.of(BMP);
        }
        return bytes.matches(4, "ftyp") ? ofBrands(bytes, head) : Optional.empty();
    }

    /** The main brand and those that the file is compatible with (ISO/IEC 14496-12, section 4.3). */
    private static Optional<PictureType> ofBrands(Bytes bytes, byte[] head) {
        int end = (int) Math.min(bytes.big(0, 4), head.length);
        boolean film = false;
        for (int at = 8; at + 4 <= end; at += 4) {
            String brand = new String(head, at, 4, ISO_8859_1);
            if (AVIF_BRAND.matcher(brand).matches()) {
                return Optional.of(AVIF);
            }
            film |= FILM_BRAND.matcher(brand).matches();
        }
        return film ? Optional.of(MP4) : Optional.empty();
    }
}
