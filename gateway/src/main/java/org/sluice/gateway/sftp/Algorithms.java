package org.sluice.gateway.sftp;

import java.util.List;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.compression.BuiltinCompressions;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;

/**
 * What is spoken on the line: only what an auditor of SSH servers finds no fault with. The library adds strict key exchange
 * by itself, against Terrapin.
 */
final class Algorithms {
    private Algorithms() {}

    static void set(SshServer server) {
        // Against what is recorded today and decrypted by a quantum computer later, hybrids first. No NIST curves,
        // whose
        // constants nobody explains, and no finite fields, which cost this side far more than the other.
        server.setKeyExchangeFactories(NamedFactory.setUpTransformedFactories(
                true,
                List.of(
                        BuiltinDHFactories.mlkem768x25519,
                        BuiltinDHFactories.sntrup761x25519,
                        BuiltinDHFactories.sntrup761x25519_openssh,
                        BuiltinDHFactories.curve25519,
                        BuiltinDHFactories.curve25519_libssh),
                ServerBuilder.DH2KEX));
        // AES-GCM first: the processor does it. No CBC, and no ChaCha20, which is slow here and fell to Terrapin.
        server.setCipherFactories(List.of(
                BuiltinCiphers.aes256gcm,
                BuiltinCiphers.aes128gcm,
                BuiltinCiphers.aes256ctr,
                BuiltinCiphers.aes128ctr));
        // The last two are offered to those alone that have no better: see OldLibssh2.
        server.setMacFactories(List.of(
                BuiltinMacs.hmacsha512etm, BuiltinMacs.hmacsha256etm, BuiltinMacs.hmacsha512, BuiltinMacs.hmacsha256));
        // What people's keys and their authorities may sign with. The host's own key is Ed25519 alone.
        server.setSignatureFactories(List.of(
                BuiltinSignatures.ed25519,
                BuiltinSignatures.ed25519_cert,
                BuiltinSignatures.nistp256,
                BuiltinSignatures.nistp256_cert,
                BuiltinSignatures.nistp384,
                BuiltinSignatures.nistp384_cert,
                BuiltinSignatures.nistp521,
                BuiltinSignatures.nistp521_cert,
                BuiltinSignatures.rsaSHA512,
                BuiltinSignatures.rsaSHA512_cert,
                BuiltinSignatures.rsaSHA256,
                BuiltinSignatures.rsaSHA256_cert));
        server.setCompressionFactories(List.of(BuiltinCompressions.none));
    }
}
