package org.jitsuin.ocsp.wire;

/**
 * The algorithm that responses are signed with: that of the signature and that of the signer's key.
 * Equal algorithms are equal values.
 */
public record ResponseAlgorithm(AlgorithmName signature, AlgorithmName key) {
  public static ResponseAlgorithm of(ResponseSigner signer) {
    return new ResponseAlgorithm(
        AlgorithmName.of(signer.key().scheme().algorithmIdentifier()),
        AlgorithmName.of(signer.certificate().getSubjectPublicKeyInfo().getAlgorithm()));
  }
}
