package io.github.godocker.docker.client.transport;

import io.github.godocker.GoDockerException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Certificates and private keys from PEM files, with what the JDK has: BouncyCastle, which reads all of them, is 10 MB.
 * The JDK lacks only the two older forms of a key, and those are today's form without its envelope.
 */
final class PemKeys {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\R(.*?)-----END \\1-----", Pattern.DOTALL);

    private static final int INTEGER = 0x02;
    private static final int OCTET_STRING = 0x04;
    private static final int SEQUENCE = 0x30;
    private static final int CURVE = 0xA0;

    private static final byte[] VERSION_0 = der(INTEGER, new byte[] {0});

    /** AlgorithmIdentifier {rsaEncryption 1.2.840.113549.1.1.1, NULL}. */
    private static final byte[] RSA = bytes(0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1, 5, 0);

    /** id-ecPublicKey 1.2.840.10045.2.1. */
    private static final byte[] EC = bytes(0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01);

    private PemKeys() {}

    /** All certificates of the file, in its order; at least one. */
    static List<Certificate> certificates(Path file) {
        List<Certificate> certificates = new ArrayList<>();
        for (Block block : blocks(file)) {
            if (block.type.endsWith("CERTIFICATE")) {
                try {
                    certificates.add(CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(block.content)));
                } catch (GeneralSecurityException e) {
                    throw unusable(file, "it holds a damaged certificate", "Create it again.", e);
                }
            }
        }
        if (certificates.isEmpty()) {
            throw unusable(file, "it holds no certificate in PEM form", "Create it again, with BEGIN CERTIFICATE.");
        }
        return certificates;
    }

    /**
     * The first private key of the file.
     *
     * @param algorithm of the public key that belongs to it, since two forms of private keys do not name theirs plainly
     */
    static PrivateKey privateKey(Path file, String algorithm) {
        String convert = "Convert it: openssl pkcs8 -topk8 -nocrypt -in " + file + " -out key8.pem.";
        for (Block block : blocks(file)) {
            if (block.encrypted) {
                throw unusable(file, "it is protected by a password", convert);
            }
            if (block.type.endsWith("PRIVATE KEY")) {
                try {
                    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8(block)));
                } catch (GeneralSecurityException | IllegalArgumentException e) {
                    throw unusable(file, "it is no private key of the kind " + algorithm, convert, e);
                }
            }
        }
        throw unusable(file, "it holds no private key in PEM form", convert);
    }

    /** Puts the older forms into the envelope of PKCS #8 (RFC 5208). */
    private static byte[] pkcs8(Block key) {
        return switch (key.type) {
            case "PRIVATE KEY" -> key.content;
            // PKCS #1, RFC 8017
            case "RSA PRIVATE KEY" -> der(SEQUENCE, VERSION_0, RSA, der(OCTET_STRING, key.content));
            // SEC 1, RFC 5915
            case "EC PRIVATE KEY" ->
                der(SEQUENCE, VERSION_0, der(SEQUENCE, EC, curve(key.content)), der(OCTET_STRING, key.content));
            default -> throw new IllegalArgumentException(key.type);
        };
    }

    /** The name of the curve in an EC key of the older form: {@code {version, key, [0] curve, [1] public key}}. */
    private static byte[] curve(byte[] key) {
        ByteBuffer in = ByteBuffer.wrap(key);
        try {
            in.get();
            length(in);
            while (in.hasRemaining()) {
                int tag = in.get() & 0xff;
                byte[] content = new byte[length(in)];
                in.get(content);
                if (tag == CURVE) {
                    return content;
                }
            }
        } catch (BufferUnderflowException e) {
            // Said below.
        }
        throw new IllegalArgumentException("The key does not name its curve");
    }

    /** A DER length; those of keys have at most two bytes. */
    private static int length(ByteBuffer in) {
        int first = in.get() & 0xff;
        if (first < 0x80) {
            return first;
        }
        return first == 0x81 ? in.get() & 0xff : in.getShort() & 0xffff;
    }

    /** One BEGIN … END of a file. */
    private static final class Block {
        final String type;
        final boolean encrypted;
        final byte[] content;

        Block(String type, boolean encrypted, byte[] content) {
            this.type = type;
            this.encrypted = encrypted;
            this.content = content;
        }
    }

    private static List<Block> blocks(Path file) {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw unusable(file, e.getClass().getSimpleName(), "Make it readable for this user.", e);
        }
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            String type = matcher.group(1);
            String body = matcher.group(2);
            boolean encrypted = type.startsWith("ENCRYPTED") || body.contains("ENCRYPTED");
            try {
                blocks.add(new Block(type, encrypted, Base64.getMimeDecoder().decode(encrypted ? "" : body)));
            } catch (IllegalArgumentException e) {
                throw unusable(file, "its " + type + " is damaged", "Create it again.", e);
            }
        }
        return blocks;
    }

    private static byte[] der(int tag, byte[]... contents) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : contents) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream der = new ByteArrayOutputStream();
        der.write(tag);
        int length = content.size();
        if (length < 0x80) {
            der.write(length);
        } else if (length < 0x100) {
            der.writeBytes(bytes(0x81, length));
        } else {
            der.writeBytes(bytes(0x82, length >> 8, length));
        }
        der.writeBytes(content.toByteArray());
        return der.toByteArray();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static GoDockerException unusable(Path file, String words, String nextStep, Throwable... technical) {
        GoDockerException failure = new GoDockerException("Cannot use " + file + ": " + words + ".", nextStep);
        for (Throwable one : technical) {
            failure.addSuppressed(one);
        }
        return failure;
    }
}
