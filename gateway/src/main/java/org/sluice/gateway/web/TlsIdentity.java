package org.sluice.gateway.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The key and the certificates with which the gateway shows itself to browsers. */
public final class TlsIdentity {
    /** A made certificate that has less than this left is made anew at the start. */
    static final Duration RENEW_BEFORE = Duration.ofDays(30);

    private final PrivateKey key;
    private final List<X509Certificate> chain;

    private TlsIdentity(PrivateKey key, List<X509Certificate> chain) {
        this.key = key;
        this.chain = List.copyOf(chain);
    }

    /**
     * The identity in two PEM files.
     *
     * @param chain the server's certificate first, then those above it
     * @param key PKCS#8, without a passphrase
     * @throws IOException if a file is missing or malformed, or the two do not belong together
     */
    public static TlsIdentity ofFiles(Path chain, Path key) throws IOException {
        TlsIdentity identity = new TlsIdentity(PemFiles.key(key), PemFiles.certificates(chain));
        if (!identity.fits()) {
            throw new IOException("The key in " + key + " does not belong to the first certificate in " + chain + ".");
        }
        return identity;
    }

    /**
     * The gateway's own identity under {@code folder}, made at the first start: {@code ca.pem}, which recipients' browsers may be
     * given, {@code ca.key}, {@code server.pem}, {@code server.key}. The server's certificate is made anew when it is about to
     * expire or lacks one of the names.
     *
     * @param names host names besides the local ones, each with or without a port
     */
    public static TlsIdentity own(Path folder, List<String> names, InstantSource clock, SecureRandom random)
            throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Instant now = clock.instant();
        OwnAuthority maker = new OwnAuthority(random);
        Path caFile = folder.resolve("ca.pem");
        Path caKey = folder.resolve("ca.key");
        if (!Files.exists(caFile) || !Files.exists(caKey)) {
            OwnAuthority.Made made = maker.authority(now);
            PemFiles.write(caKey, PemFiles.text(List.of(made.key())), true);
            PemFiles.write(caFile, PemFiles.text(List.of(made.certificate())), false);
        }
        Path serverFile = folder.resolve("server.pem");
        Path serverKey = folder.resolve("server.key");
        X509Certificate authority = PemFiles.certificates(caFile).getFirst();
        if (!usable(serverFile, serverKey, authority, names, now)) {
            OwnAuthority.Made made = maker.server(new OwnAuthority.Made(PemFiles.key(caKey), authority), names, now);
            PemFiles.write(serverKey, PemFiles.text(List.of(made.key())), true);
            PemFiles.write(serverFile, PemFiles.text(List.of(made.certificate(), authority)), false);
        }
        return ofFiles(serverFile, serverKey);
    }

    private static boolean usable(Path file, Path keyFile, X509Certificate authority, List<String> names, Instant now)
            throws IOException {
        if (!Files.exists(file) || !Files.exists(keyFile)) {
            return false;
        }
        TlsIdentity there = new TlsIdentity(PemFiles.key(keyFile), PemFiles.certificates(file));
        X509Certificate leaf = there.chain.getFirst();
        return there.fits()
                && there.chain.getLast().equals(authority)
                && expires(leaf).isAfter(now.plus(RENEW_BEFORE))
                && names(leaf).containsAll(names(names));
    }

    /** The end of the server's certificate. */
    public Instant expires() {
        return expires(chain.getFirst());
    }

    // The JDK's certificates speak java.util.Date only.
    @SuppressWarnings("JavaUtilDate")
    private static Instant expires(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant();
    }

    private static Set<String> names(List<String> names) {
        Set<String> all = new HashSet<>();
        // The JDK writes IPv6 addresses out in full, so that they would never compare equal.
        OwnAuthority.all(names).stream().filter(name -> name.indexOf(':') < 0).forEach(all::add);
        return all;
    }

    private static Set<String> names(X509Certificate certificate) throws IOException {
        try {
            Set<String> names = new HashSet<>();
            Collection<List<?>> sent = certificate.getSubjectAlternativeNames();
            if (sent != null) {
                sent.forEach(name -> names.add(String.valueOf(name.get(1))));
            }
            return names;
        } catch (CertificateParsingException e) {
            throw new IOException("The server certificate's names can't be read.", e);
        }
    }

    private boolean fits() throws IOException {
        try {
            String algorithm = switch (key.getAlgorithm()) {
                case "EC" -> "SHA256withECDSA";
                case "RSA" -> "SHA256withRSA";
                default -> key.getAlgorithm();
            };
            byte[] sample = {1, 2, 3};
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(sample);
            byte[] signature = signer.sign();
            signer.initVerify(chain.getFirst().getPublicKey());
            signer.update(sample);
            return signer.verify(signature);
        } catch (java.security.InvalidKeyException | java.security.SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IOException("A TLS key of the kind " + key.getAlgorithm() + " can't be used; take EC or RSA.", e);
        }
    }

    SSLContext context() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key, new char[0], chain.toArray(Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The TLS identity can't be used.", e);
        }
    }

    @Override
    public String toString() {
        return "TlsIdentity[" + chain.getFirst().getSubjectX500Principal() + "]";
    }
}
