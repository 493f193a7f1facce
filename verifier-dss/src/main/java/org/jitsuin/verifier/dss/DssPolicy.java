package org.jitsuin.verifier.dss;

import eu.europa.esig.dss.enumerations.Level;
import eu.europa.esig.dss.model.policy.ValidationPolicy;
import eu.europa.esig.dss.policy.EtsiValidationPolicy;
import eu.europa.esig.dss.policy.ValidationPolicyFacade;
import eu.europa.esig.dss.policy.jaxb.CertificateConstraints;
import eu.europa.esig.dss.policy.jaxb.ConstraintsParameters;
import eu.europa.esig.dss.policy.jaxb.MultiValuesConstraint;
import jakarta.xml.bind.JAXBException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.jitsuin.verifier.CertificateKind;
import org.jitsuin.verifier.Profiles;
import org.xml.sax.SAXException;

/**
 * DSS's own validation policy, with what it does not ask for by itself: that the signer's
 * certificate is marked as one for signatures.
 */
final class DssPolicy {
  private static final String USUAL = "/policy/constraint.xml";

  private DssPolicy() {}

  static ValidationPolicy of(Profiles profiles) {
    try (InputStream usual = ValidationPolicyFacade.class.getResourceAsStream(USUAL)) {
      ConstraintsParameters parameters = ValidationPolicyFacade.newFacade().unmarshall(usual);
      CertificateConstraints signer =
          parameters
              .getSignatureConstraints()
              .getBasicSignatureConstraints()
              .getSigningCertificate();
      signer.setPolicyIds(one(profiles.policies().get(CertificateKind.SIGNATURE)));
      signer.setKeyUsage(one(List.of("nonRepudiation")));
      return new EtsiValidationPolicy(parameters);
    } catch (IOException | JAXBException | SAXException | XMLStreamException e) {
      throw new IllegalStateException("DSS has its own policy", e);
    }
  }

  private static MultiValuesConstraint one(Collection<String> of) {
    MultiValuesConstraint constraint = new MultiValuesConstraint();
    constraint.setLevel(Level.FAIL);
    constraint.getId().addAll(of);
    return constraint;
  }
}
