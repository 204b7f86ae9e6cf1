package org.sluice.gateway.web;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A small certificate authority of this gateway's own (RFC 5280), for where no public one is used: browsers that were given
 * its {@code ca.pem} trust the gateway, also after its server certificate was renewed.
 */
final class OwnAuthority {
    static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
    /** Browsers refuse more than 398 days. */
    static final Duration SERVER_LIFE = Duration.ofDays(397);

    private static final List<String> LOCAL = List.of("localhost", "127.0.0.1", "::1");
    /** Clocks differ; a certificate begins a little before it was made. */
    private static final Duration SKEW = Duration.ofHours(1);

    private final SecureRandom random;

    OwnAuthority(SecureRandom random) {
        this.random = random;
    }

    /** A key with its certificate. */
    record Made(PrivateKey key, X509Certificate certificate) {
        @Override
        public String toString() {
            return "Made[" + certificate.getSubjectX500Principal() + "]";
        }
    }

    Made authority(Instant now) throws IOException {
        try {
            KeyPair pair = pair();
            X500Name name = new X500Name(
                    "CN=Sluice gateway authority " + serial().toString(36).substring(0, 6));
            JcaX509v3CertificateBuilder builder = builder(name, name, pair.getPublic(), now, now.plus(AUTHORITY_LIFE));
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
            return new Made(pair.getPrivate(), signed(builder, pair.getPrivate()));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException("The gateway's own certificate authority could not be made.", e);
        }
    }

    Made server(Made authority, List<String> names, Instant now) throws IOException {
        try {
            KeyPair pair = pair();
            Set<String> all = all(names);
            X500Name issuer = X500Name.getInstance(
                    authority.certificate().getSubjectX500Principal().getEncoded());
            JcaX509v3CertificateBuilder builder =
                    builder(issuer, new X500Name("CN=Sluice gateway"), pair.getPublic(), now, now.plus(SERVER_LIFE));
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(all.stream().map(OwnAuthority::generalName).toArray(GeneralName[]::new)));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(authority.certificate()));
            return new Made(pair.getPrivate(), signed(builder, authority.key()));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException("The gateway's own server certificate could not be made.", e);
        }
    }

    /** The local names and the given ones, without ports. */
    static Set<String> all(List<String> names) {
        Set<String> all = new LinkedHashSet<>(LOCAL);
        names.forEach(name -> all.add(bare(name)));
        return all;
    }

    private static String bare(String name) {
        int bracket = name.lastIndexOf(']');
        int colon = name.lastIndexOf(':');
        String host = colon > bracket && name.indexOf(':') == colon ? name.substring(0, colon) : name;
        if (bracket > 0) {
            host = name.substring(1, bracket);
        }
        return host.toLowerCase(java.util.Locale.ROOT);
    }

    static boolean isAddress(String name) {
        return name.indexOf(':') >= 0 || name.matches("\\d{1,3}(\\.\\d{1,3}){3}");
    }

    private static GeneralName generalName(String name) {
        return new GeneralName(isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name);
    }

    // Bouncy Castle takes java.util.Date only.
    @SuppressWarnings("JavaUtilDate")
    private JcaX509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, PublicKey key, Instant now, Instant end) {
        return new JcaX509v3CertificateBuilder(
                issuer, serial(), Date.from(now.minus(SKEW)), Date.from(end.minus(SKEW)), subject, key);
    }

    private BigInteger serial() {
        return new BigInteger(127, random).setBit(126);
    }

    private KeyPair pair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    private static X509Certificate signed(JcaX509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    }
}
