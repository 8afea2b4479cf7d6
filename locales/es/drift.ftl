# La nota diaria sobre el papel y el mercado, para quienes administran

drift-title = 📐 <b>El papel frente al mercado, { $day }</b>
drift-answer = { $leaning ->
    [kinder] <b>El papel fue más amable que el mercado</b>: { $mean } pb por ejecución de media, { $money } de dinero simulado en total. La mediana es { $median } pb; { $compared } de { $made } ejecuciones comparadas.
    [stricter] <b>El papel fue más severo que el mercado</b>: { $mean } pb por ejecución de media, { $money } de dinero simulado en total. La mediana es { $median } pb; { $compared } de { $made } ejecuciones comparadas.
   *[even] <b>El papel fue como el mercado</b>: mediana { $median } pb, media { $mean } pb, { $money } de dinero simulado en total; { $compared } de { $made } ejecuciones comparadas.
}
drift-unknown = <b>De ese día no se puede decir nada</b>: de { $made } ejecuciones no se pudo comparar ninguna.
drift-nothing = <b>Ese día no se operó nada en papel.</b> No hay nada que comparar.
drift-model = { $model ->
    [book] Tomadores, por el libro
    [queue] Pasivas, tras la cola
   *[bar] Por velas
}
drift-fills = { $count ->
    [one] { $fills } ejecución
   *[other] { $fills } ejecuciones
}
drift-none-compared = ninguna comparada
drift-bps = mediana { $median }, media { $mean }, peor { $worst } pb
drift-within = { $share } % dentro de { $bound } pb
drift-leaning = { $leaning ->
    [kinder] <b>más amable</b>
   *[stricter] <b>más severo</b>
}
drift-not-reached = { $count ->
    [one] ⚠️ { $fills } ejecución pasiva está a un precio que las operaciones no confirman.
   *[other] ⚠️ { $fills } ejecuciones pasivas están a precios que las operaciones no confirman.
}
drift-uncompared = Sin comparar: { $reasons }
drift-why = { $why ->
    [thin] se operó demasiado poco: { $fills }
    [deaf] operaciones no oídas sin cortes: { $fills }
    [old] operaciones que ya no se guardan: { $fills }
    [no-bar] falta la vela siguiente: { $fills }
   *[unlooked] omitidas por un reinicio o una avalancha: { $fills }
}
drift-file = Cada ejecución: <code>reports/{ $file }</code>, o <code>helix paper drift</code>
drift-how = <blockquote expandable><b>Cómo se mide.</b> Una ejecución tomadora se compara con lo que pagaron los tomadores de su misma dirección desde ese instante hasta que se operó su cantidad, en { $seconds } segundos. Una pasiva la deben confirmar operaciones más allá de su precio o de su cantidad en él. Sin cinta cuenta la apertura de la vela siguiente. Más: el papel dio más de lo que habría dado el mercado. El papel no mueve el mercado: lo que una orden grande habría costado más allá de estas operaciones no está incluido.</blockquote>
drift-source = <i>{ $source } · dinero simulado · medido · los días son UTC</i>
