words-mix = Qué apalancamiento hay detrás de los niveles se aprendió de cierres forzados ({ $version }).
