"""Makes every file of this folder anew (python3 with the package "cryptography"): authorities, two certificates, and CRLs of 2030."""

import datetime
import os

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

HERE = os.path.dirname(os.path.abspath(__file__))
UTC = datetime.timezone.utc


def day(number):
    return datetime.datetime(2030, 1, number, tzinfo=UTC)


def name(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def write(file, thing):
    with open(os.path.join(HERE, file), "wb") as out:
        out.write(thing.public_bytes(serialization.Encoding.PEM))


def certificate(subject, key, issuer, issuer_key, serial, crl_sign=None):
    builder = (
        x509.CertificateBuilder()
        .subject_name(name(subject))
        .issuer_name(name(issuer))
        .public_key(key.public_key())
        .serial_number(serial)
        .not_valid_before(day(1))
        .not_valid_after(datetime.datetime(2130, 1, 1, tzinfo=UTC))
    )
    if crl_sign is not None:
        usage = x509.KeyUsage(False, False, False, False, False, True, crl_sign, False, False)
        builder = builder.add_extension(usage, True)
    return builder.sign(issuer_key, hashes.SHA256())


def crl(key, serials, update, number, digest=hashes.SHA256(), extension=None, next_update=None, critical=True):
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(name("CRL CA"))
        .last_update(update)
        .next_update(next_update or update + datetime.timedelta(days=7))
        .add_extension(x509.CRLNumber(number), False)
    )
    if extension is not None:
        builder = builder.add_extension(extension, critical)
    for serial, reason in serials:
        entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(update)
        builder = builder.add_revoked_certificate(entry.add_extension(x509.CRLReason(reason), False).build())
    return builder.sign(key, digest)


COMPROMISED = x509.ReasonFlags.key_compromise
ca, impostor, mute, leaf = (ec.generate_private_key(ec.SECP256R1()) for _ in range(4))
weak = rsa.generate_private_key(65537, 2048)
write("ca.pem", certificate("CRL CA", ca, "CRL CA", ca, 1, crl_sign=True))
write("impostor.pem", certificate("CRL CA", impostor, "CRL CA", impostor, 2, crl_sign=True))
write("ca-without-crl-sign.pem", certificate("CRL CA", mute, "CRL CA", mute, 3, crl_sign=False))
write("ca-rsa.pem", certificate("CRL CA", weak, "CRL CA", weak, 4, crl_sign=True))
write("alice.pem", certificate("alice", leaf, "CRL CA", ca, 1001))
write("bob.pem", certificate("bob", leaf, "CRL CA", ca, 1002))

scope = x509.IssuingDistributionPoint(None, None, True, False, None, False, False)
write("alice-revoked.crl", crl(ca, [(1001, COMPROMISED)], day(10), 1))
write("nobody-revoked-later.crl", crl(ca, [], day(12), 2))
write("delta-bob-revoked.crl", crl(ca, [(1002, COMPROMISED)], day(11), 3, extension=x509.DeltaCRLIndicator(1)))
write(
    "delta-alice-released.crl",
    crl(ca, [(1001, x509.ReasonFlags.remove_from_crl)], day(11), 4, extension=x509.DeltaCRLIndicator(1)),
)
write("users-only.crl", crl(ca, [(1001, COMPROMISED)], day(10), 5, extension=scope))
write("users-only-not-critical.crl", crl(ca, [(1001, COMPROMISED)], day(10), 10, extension=scope, critical=False))
write(
    "delta-not-critical.crl",
    crl(ca, [(1001, COMPROMISED)], day(10), 11, extension=x509.DeltaCRLIndicator(1), critical=False),
)
write("by-impostor.crl", crl(impostor, [(1001, COMPROMISED)], day(10), 6))
write("by-ca-without-crl-sign.crl", crl(mute, [], day(10), 7))
write("sha-224.crl", crl(weak, [], day(10), 8, digest=hashes.SHA224()))
unknown = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.3.6.1.4.1.99999.1"), b"\x05\x00")
write("unknown-critical-extension.crl", crl(ca, [], day(10), 9, extension=unknown))
