package dev.trawl.web.browser;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/**
 * A certificate that this process signed itself, for the connection between the browser and Trawl alone: the browser is
 * told its pin and takes it for every host; who the hosts really are is checked behind the egress door.
 *
 * @param sockets make the server's side
 * @param pin SHA-256 of its public key, in base64 (RFC 7469, section 2.4)
 */
record SelfSigned(SSLSocketFactory sockets, String pin) {
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int INTEGER = 0x02;
    private static final int BITS = 0x03;
    private static final int UTF8 = 0x0C;
    private static final int UTC_TIME = 0x17;

    /** ecdsa-with-SHA256 (RFC 5758, section 3.2). */
    private static final byte[] ALGORITHM = HexFormat.of().parseHex("300a06082a8648ce3d040302");

    private static final byte[] VERSION_3 = HexFormat.of().parseHex("a003020102");

    /** The extension keyUsage with digitalSignature alone (RFC 5280, section 4.2.1.3). */
    private static final byte[] EXTENSIONS = HexFormat.of().parseHex("a312301030" + "0e0603551d0f0101ff040403020780");

    /** The attribute commonName (RFC 5280, appendix A). */
    private static final byte[] COMMON_NAME = HexFormat.of().parseHex("0603550403");

    /** A new one, with a new key. */
    static SelfSigned make() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair keys = generator.generateKeyPair();
            byte[] key = keys.getPublic().getEncoded();
            Certificate certificate = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(signed(keys, key)));
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("trawl", keys.getPrivate(), new char[0], new Certificate[] {certificate});
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key);
            return new SelfSigned(
                    context.getSocketFactory(), Base64.getEncoder().encodeToString(hash));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("This JDK offers no TLS: " + e.getMessage(), e);
        }
    }

    /** A certificate (RFC 5280, section 4.1), from the year 2020 to 2049. */
    private static byte[] signed(KeyPair keys, byte[] key) throws GeneralSecurityException {
        byte[] name = der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8, "trawl".getBytes(US_ASCII)))));
        byte[] validity = der(
                SEQUENCE,
                der(UTC_TIME, "200101000000Z".getBytes(US_ASCII)),
                der(UTC_TIME, "490101000000Z".getBytes(US_ASCII)));
        byte[] content = der(
                SEQUENCE,
                VERSION_3,
                der(INTEGER, BigInteger.ONE.toByteArray()),
                ALGORITHM,
                name,
                validity,
                name,
                key,
                EXTENSIONS);
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(content);
        return der(SEQUENCE, content, ALGORITHM, der(BITS, new byte[] {0}, signature.sign()));
    }

    /** A value in the distinguished encoding (X.690, section 8.1). */
    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.write(tag);
        int length = content.size();
        if (length < 0x80) {
            value.write(length);
        } else if (length < 0x100) {
            value.writeBytes(new byte[] {(byte) 0x81, (byte) length});
        } else {
            value.writeBytes(new byte[] {(byte) 0x82, (byte) (length >> 8), (byte) length});
        }
        value.writeBytes(content.toByteArray());
        return value.toByteArray();
    }
}
