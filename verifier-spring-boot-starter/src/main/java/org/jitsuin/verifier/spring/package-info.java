/** The verifier in an application of Spring Boot. */
package org.jitsuin.verifier.spring;
