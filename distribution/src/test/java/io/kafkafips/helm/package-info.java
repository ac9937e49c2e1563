/** The Helm chart and the Strimzi example: rendered, read as Kubernetes' and Strimzi's own types, and judged, without a Kubernetes cluster. */
package io.kafkafips.helm;
