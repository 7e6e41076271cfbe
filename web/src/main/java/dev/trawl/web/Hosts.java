package dev.trawl.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.IDN;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;

/** Host names and IP addresses as browsers read them (WHATWG URL, section 3.5), with one spelling each. */
final class Hosts {
    /** The longest name of the DNS, with a dot at the end, in characters. */
    private static final int NAME_MAX = 254;

    /** The longest text that is looked at as a host, in characters: escaped names are longer than names. */
    private static final int TEXT_MAX = 4 * NAME_MAX;

    private static final String FORBIDDEN = " #/:<>?@[\\]^|%";
    private static final String NAME_IT = "name the host that is meant";

    private Hosts() {}

    static String canonical(String address, String text) {
        if (text.length() > TEXT_MAX) {
            throw new BadAddress(address, "a host of " + text.length() + " characters", NAME_IT);
        }
        if (text.startsWith("[")) {
            return IpLiterals.v6(address, text);
        }
        String name = ascii(address, unescaped(address, text));
        if (name.isEmpty() || name.equals(".")) {
            throw new BadAddress(address, "no host", NAME_IT);
        }
        if (name.length() > NAME_MAX || name.chars().anyMatch(Hosts::forbidden)) {
            throw new BadAddress(address, "a host that no name can be", NAME_IT);
        }
        return IpLiterals.endsInNumber(name) ? IpLiterals.v4(address, name) : name;
    }

    private static String ascii(String address, String name) {
        if (name.chars().allMatch(letter -> letter < 0x80)) {
            return name.toLowerCase(Locale.ROOT);
        }
        try {
            // Soft hyphens and the like vanish here, as they do in browsers.
            String ascii = IDN.toASCII(name.replace("\u00AD", ""), IDN.ALLOW_UNASSIGNED)
                    .toLowerCase(Locale.ROOT);
            if (IDN.toUnicode(ascii.substring(ascii.lastIndexOf('.') + 1))
                    .chars()
                    .allMatch(Hosts::foreignDigit)) {
                throw new BadAddress(address, "a host that ends in digits of another script", NAME_IT);
            }
            return ascii;
        } catch (IllegalArgumentException e) {
            throw new BadAddress(address, "a host with letters that no name has", NAME_IT);
        }
    }

    private static String unescaped(String address, String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] bytes = text.getBytes(UTF_8);
        for (int at = 0; at < bytes.length; at++) {
            int high = bytes[at] == '%' && at + 2 < bytes.length ? Character.digit(bytes[at + 1], 16) : -1;
            int low = high >= 0 ? Character.digit(bytes[at + 2], 16) : -1;
            out.write(low >= 0 ? high * 16 + low : bytes[at]);
            at += low >= 0 ? 2 : 0;
        }
        return decoded(address, out.toByteArray());
    }

    private static String decoded(String address, byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new BadAddress(address, "a host whose escapes are no UTF-8", NAME_IT);
        }
    }

    private static boolean foreignDigit(int letter) {
        return letter >= 0x80 && Character.isDigit(letter);
    }

    private static boolean forbidden(int letter) {
        return letter <= ' ' || letter == 0x7F || FORBIDDEN.indexOf(letter) >= 0;
    }
}
