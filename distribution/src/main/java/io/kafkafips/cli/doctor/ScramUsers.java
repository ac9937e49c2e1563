package io.kafkafips.cli.doctor;

import io.kafkafips.cli.cluster.ClusterOptions;
import io.kafkafips.cli.doctor.node.ScramUser;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/** Asks a cluster for its SCRAM credentials: names and iterations, which is all that it tells. */
final class ScramUsers {
    private ScramUsers() {}

    static List<ScramUser> of(ClusterOptions cluster) {
        List<ScramUser> users = new ArrayList<>();
        cluster.ask(
                        "its SCRAM credentials",
                        (Admin admin) -> admin.describeUserScramCredentials().all())
                .forEach((name, description) -> description
                        .credentialInfos()
                        .forEach(info ->
                                users.add(new ScramUser(name, info.mechanism().mechanismName(), info.iterations()))));
        return users;
    }
}
