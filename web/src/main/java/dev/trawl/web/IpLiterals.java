package dev.trawl.web;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.regex.Pattern;

/** IP addresses written as hosts: every spelling that browsers know becomes the one that is checked and connected to. */
final class IpLiterals {
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");
    private static final int PIECES = 8;
    private static final String WRITE_IT = "write the IP address in full";

    private IpLiterals() {}

    static boolean endsInNumber(String name) {
        String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        return number(bare.substring(bare.lastIndexOf('.') + 1));
    }

    /** Digits, or {@code 0x} and hexadecimal ones, perhaps none. */
    private static boolean number(String text) {
        boolean hex = hex(text);
        for (int at = hex ? 2 : 0; at < text.length(); at++) {
            if (text.charAt(at) >= 0x80 || Character.digit(text.charAt(at), hex ? 16 : 10) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean hex(String text) {
        return text.startsWith("0x") || text.startsWith("0X");
    }

    /** One to four parts, decimal, octal or hexadecimal; the last one fills what is left. */
    static String v4(String address, String name) {
        String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        String[] parts = bare.split("\\.", -1);
        if (parts.length > 4) {
            throw bad(address);
        }
        long whole = 0;
        for (int n = 0; n < parts.length - 1; n++) {
            whole |= part(address, parts[n], 256) << (8 * (3 - n));
        }
        whole |= part(address, parts[parts.length - 1], 1L << (8 * (5 - parts.length)));
        return ((whole >> 24) & 255) + "." + ((whole >> 16) & 255) + "." + ((whole >> 8) & 255) + "." + (whole & 255);
    }

    static String v6(String address, String bracketed) {
        String text = bracketed.substring(1, Math.max(bracketed.length() - 1, 1));
        if (!bracketed.endsWith("]") || !V6.matcher(text).matches() || text.indexOf(':') < 0) {
            throw bad(address);
        }
        try {
            InetAddress read = InetAddress.ofLiteral(text);
            return "[" + compressed(read instanceof Inet4Address ? mapped(read.getAddress()) : read.getAddress()) + "]";
        } catch (IllegalArgumentException e) {
            throw bad(address);
        }
    }

    private static long part(String address, String text, long bound) {
        if (!number(text)) {
            throw bad(address);
        }
        boolean hex = hex(text);
        int radix = hex ? 16 : text.startsWith("0") ? 8 : 10;
        long value = value(address, hex ? text.substring(2) : text, radix);
        if (value >= bound) {
            throw bad(address);
        }
        return value;
    }

    private static long value(String address, String digits, int radix) {
        try {
            return digits.isEmpty() ? 0 : Long.parseLong(digits, radix);
        } catch (NumberFormatException e) {
            throw bad(address);
        }
    }

    private static byte[] mapped(byte[] v4) {
        byte[] v6 = new byte[16];
        v6[10] = (byte) 0xFF;
        v6[11] = (byte) 0xFF;
        System.arraycopy(v4, 0, v6, 12, 4);
        return v6;
    }

    /** RFC 5952: the first longest run of two zero pieces or more becomes {@code ::}. */
    private static String compressed(byte[] bytes) {
        int[] gap = gap(bytes);
        StringBuilder out = new StringBuilder();
        for (int n = 0; n < PIECES; n++) {
            if (n == gap[0]) {
                out.append(n == 0 ? "::" : ":");
                n += gap[1] - 1;
            } else {
                out.append(Integer.toHexString(piece(bytes, n))).append(n == PIECES - 1 ? "" : ":");
            }
        }
        return out.toString();
    }

    private static int[] gap(byte[] bytes) {
        int[] best = {-1, 1};
        int run = 0;
        for (int n = 0; n < PIECES; n++) {
            run = piece(bytes, n) == 0 ? run + 1 : 0;
            if (run > best[1]) {
                best = new int[] {n - run + 1, run};
            }
        }
        return best;
    }

    private static int piece(byte[] bytes, int n) {
        return ((bytes[2 * n] & 255) << 8) | (bytes[2 * n + 1] & 255);
    }

    private static BadAddress bad(String address) {
        return new BadAddress(address, "a host that looks like an IP address and is none", WRITE_IT);
    }
}
